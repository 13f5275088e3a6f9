// A visitor knows where she is (numbers 13 and 14 of what a first user stumbled over): the line that says what the
// network must do, the task's story, and the menu of presets.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {click, locate, placeOf} from "./support/hands.mjs";
import {command, openPage, picture, settle, start, state, textOf, untilState} from "./support/site.mjs";

let site;
let page;
before(async () => {
  site = await start();
  page = await openPage(site, {viewport: {width: 1366, height: 768}});
});
after(() => site?.close());

const isOpen = (id) => page.$eval(`#${id}`, (dialog) => dialog.open);
const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.dataset.key);
const shown = () => page.$$eval(".preset", (all) => all.filter((one) => one.offsetParent).map((one) => one.dataset.key));

/** The ways out of a dialog that a button opens. Each leaves the focus on that button. */
async function closesInThreeWays(dialog, opener, close) {
  const ways = {
    "Escape": () => page.keyboard.press("Escape"),
    "a click outside": () => page.mouse.click(4, 400),
    "its button": () => page.click(close),
  };
  for (const [name, leave] of Object.entries(ways)) {
    await page.focus(opener);
    await page.keyboard.press("Enter");
    assert.ok(await isOpen(dialog), `${dialog} opens`);
    const visible = await page.$eval(close, (button) => {
      const {left, right, top, bottom} = button.getBoundingClientRect();
      return document.elementFromPoint((left + right) / 2, (top + bottom) / 2) === button;
    });
    assert.ok(visible, "the button that closes it is in view");
    await leave();
    assert.ok(!await isOpen(dialog), `${name} closes ${dialog}`);
    assert.equal(`#${await focused()}`, opener, `after ${name}`);
  }
}

test("seen 14: presets are grouped, and say whose they are and what they take", async () => {
  await page.click("#presets");
  const groups = await page.$$eval("#preset-groups section", (all) => all.map((one) =>
    ({name: one.querySelector("h3").textContent, presets: one.querySelectorAll(".preset").length})));
  assert.deepEqual(groups.map(({name}) => name),
      ["Start here", "Decisions", "Memory", "Timing", "Movement", "Published", "Reservoirs", "Own"]);
  assert.ok(groups.every(({presets}) => presets >= 2), JSON.stringify(groups));
  const [first] = await page.$$eval(".preset", (all) => all.map((one) => one.innerText));
  assert.match(first, /Perceptual decision/);
  assert.match(first, /By Song, Yang & Wang 2016/);
  assert.match(first, /Learns in about \d+ iterations\.$/m, "no seconds before anything was trained");
  assert.match(await textOf(page, "#preset-speed"), /After the first training here/);
  await picture(page, "seen-14-presets");
  await page.$eval("#preset-groups", (list) => list.scrollTo(0, 1e6));
  await picture(page, "seen-14-presets-end");
  await page.keyboard.press("Escape");
  await closesInThreeWays("preset-menu", "#presets", "#preset-close");
});

test("seen 14: typing filters presets, and keys alone open one", async () => {
  await page.focus("#presets");
  await page.keyboard.press("Enter");
  const all = await shown();
  assert.ok(all.length >= 45);
  await page.keyboard.type("song context");
  assert.deepEqual(await shown(), ["ctx", "song_mante", "song_mante_areas"]);
  assert.match(await textOf(page, "#preset-count"), /^3 of \d+ presets$/);
  await page.keyboard.type(" nothing of this kind");
  assert.deepEqual(await shown(), []);
  assert.equal(await textOf(page, "#preset-count"), "No preset has these words.");
  await page.$eval("#preset-filter", (filter) => filter.select());
  await page.keyboard.type("song context");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(), "ctx");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(), "song_mante_areas");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(), "preset-filter");
  await page.$eval("#preset-filter", (filter) => filter.select());
  await page.keyboard.type("go no-go");
  assert.equal((await shown())[0], "gonogo");
  await page.keyboard.press("Enter");
  await untilState(page, ({experiment}) => experiment.task.name === "gonogo");
  assert.ok(!await isOpen("preset-menu"));
  assert.equal(await focused(), "presets");
});

test("seen 14: after a training the menu estimates times for this machine", async () => {
  await command(page, "run", 60);
  await page.click("#run");
  await page.waitForFunction(() => Number(localStorage.getItem("nn4n.work-per-second")) > 0);
  await command(page, "pause");
  await page.click("#presets");
  const first = await page.$eval(".preset", (one) => one.innerText);
  assert.match(first, /Learns in about \d+ iterations; estimate for this machine: .*(second|minute|hour)/);
  assert.match(await textOf(page, "#preset-speed"), /^Times are estimates/);
  await picture(page, "seen-14-estimates");
  await page.keyboard.press("Escape");
});

test("seen 13: one line says what the network must do, whatever the task", async () => {
  const tasks = ["pdm", "gonogo", "mackey_glass", "memory_capacity", "ng_pdm", "custom", "data", "sine"];
  for (const viewport of [{width: 1366, height: 768}, {width: 390, height: 844}]) {
    await page.setViewport(viewport);
    let place;
    for (const task of tasks) {
      await command(page, "open", `preset:${task}`).catch(() => {});
      await page.waitForFunction((name) => window.playground.state().experiment.task.name === name, {}, task);
      await settle(page);
      const line = await page.$eval("#task .line", (one) => ({
        text: one.textContent.replace(/\s+/g, " ").trim(), cut: one.scrollHeight > one.clientHeight + 1}));
      assert.match(line.text, /^This network learns a task: .+\. .+[.?]$/);
      assert.ok(!line.cut, `${line.text} is not cut off at ${viewport.width}`);
      const now = await page.$eval("#canvas", (canvas) => canvas.getBoundingClientRect().top);
      assert.equal(place ??= now, now, "nothing moves when the task changes");
    }
    await picture(page, `seen-13-line-${viewport.width}`);
  }
  await page.setViewport({width: 1366, height: 768});
});

test("seen 13: the task's story is one click away, with its picture", async () => {
  await command(page, "open", "preset:pdm");
  assert.match(await textOf(page, "#task"), /Perceptual decision\. Two channels carry noisy evidence/);
  await page.click("#task");
  const story = await page.$eval("#story", (one) => one.innerText);
  assert.match(story, /Stimulus, 800 ms\. Evidence for left and right is shown\./);
  assert.match(story, /3 input channels: Fixation, Left, Right\./);
  assert.match(story, /counts as learnt from 85 % on; guessing reaches 50 %\./);
  assert.match(story, /Britten et al\. 1992/);
  assert.equal(await page.$$eval("#story path.trace", (all) => all.length), 5);
  await picture(page, "seen-13-story");
  await page.keyboard.press("Escape");
  await closesInThreeWays("story", "#task", "#story-close");
});

test("seen 13: the menu of tasks begins with perceptual decisions", async () => {
  await command(page, "open", "preset:gonogo");
  await settle(page);
  await click(page, "task");
  const [decision, saccade] = [await placeOf(page, "choice.pdm"), await locate(page, "choice.anti")];
  assert.ok(!saccade || saccade.y > decision.y);
  await picture(page, "seen-13-menu");
  await page.keyboard.press("Escape");
  assert.equal((await state(page)).experiment.task.name, "gonogo");
  assert.deepEqual(page.problems, []);
});
