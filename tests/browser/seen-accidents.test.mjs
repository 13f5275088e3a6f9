// Nothing edits by accident: what people did who lost a value, a run or a link without meaning to. The numbers are those
// of the list of what was seen.
import assert from "node:assert/strict";
import {mkdtemp, readFile, readdir} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {click, placeOf, scrollTo} from "./support/hands.mjs";
import {command, openPage, picture, settle, start, state, textOf, untilState} from "./support/site.mjs";

const phone = {width: 390, height: 844, deviceScaleFactor: 2, hasTouch: true, isMobile: true};
const units = "network.areas[0].units";
const cell = "network.connectivity.density[1][0]";

let site;
let page;  // one for all that a mouse does
before(async () => {
  site = await start();
  page = await openPage(site, {fragment: "v=0&network.areas.0.units=12&network.areas.1.units=12&training.batch=8"});
});
after(() => site?.close());

const middle = ({x, y, width, height}, part = 0.5) => [x + part * width, y + height / 2];
/** What the status line offers to take back; waits for it, since it follows the next frame. */
async function offer() {
  await page.waitForFunction(() => !document.querySelector("#offer").hidden &&
      document.querySelector("#offer-text").textContent);
  await settle(page);
  return textOf(page, "#offer-text");
}
const what = ({iteration, fingerprint, accuracy, loss, experiment}) =>
  ({iteration, fingerprint, accuracy, loss, units: experiment.network.areas[0].units});

/** A run of so many iterations, paused. */
async function train(iterations) {
  await command(page, "run", iterations);
  return what(await state(page));
}

test("seen 1: undo brings a run back with its weights", async () => {
  const first = await train(60);
  await command(page, "set", {[units]: 8});
  assert.equal((await state(page)).iteration, 0);
  assert.equal(await offer(), "This change restarted training from iteration 0. The run of 60 iterations is kept.");
  await picture(page, "undo-a-restart");
  const second = await train(70);
  await page.click("#offer-back");  // Undo
  await untilState(page, ({iteration, fingerprint}) => iteration === 60 && fingerprint !== null);
  assert.deepEqual(what(await state(page)), first);
  assert.equal((await state(page)).status, "paused");
  await page.waitForFunction(() => document.querySelector("#offer-back").textContent.trim() === "Redo");
  await command(page, "redo");
  assert.deepEqual(what(await state(page)), second);

  // The run that came back goes on to the same bits as one that was never left.
  await command(page, "undo");
  const onward = await train(40);
  const {link} = await state(page);
  await command(page, "reset");
  assert.equal(await offer(), "Training starts again from iteration 0. The run of 100 iterations is kept.");
  assert.deepEqual(await train(100), onward);
  await command(page, "undo");
  assert.deepEqual(what(await state(page)), onward);

  // A preset, another address, a new seed: each is an edit like any other.
  for (const leave of [
    () => command(page, "open", "preset:gonogo"),
    () => command(page, "new_seed"),
    () => page.evaluate(() => { location.hash = "v=0&seed=99"; }),
  ]) {
    await leave();
    await untilState(page, ({iteration}) => iteration === 0);
    assert.match(await offer(), /The run of 100 iterations is kept\.$/);
    await command(page, "undo");
    assert.deepEqual(what(await state(page)), onward);
    assert.equal((await state(page)).link, link);
  }
});

test("seen 1: a run that is kept no more leaves its settings, and the page says so", async () => {
  const short = async (seed) => {
    await command(page, "set", {seed});
    await train(51);
  };
  await short(1001);
  const kept = what(await state(page));
  for (let seed = 1002; seed < 1008; ++seed) await short(seed);
  for (let steps = 0; steps < 6; ++steps) await command(page, "undo");
  const {iteration, experiment, view, fingerprint} = await state(page);
  assert.equal(experiment.seed, 1001);
  assert.equal(iteration, 0);
  assert.notEqual(fingerprint, kept.fingerprint);
  assert.match(view.notice, /^The settings are back\. The weights of that run were no longer kept/);
});

test("seen 2: a finger that swipes over the settings scrolls them", async () => {
  const small = await openPage(site, {viewport: phone});
  await small.touchscreen.tap(...middle(await placeOf(small, "tab.build")));
  await untilState(small, ({view}) => view.tab === "build");
  await command(small, "run", 5);
  await command(small, "go", "task.stimulus_ms");
  await settle(small);
  const before = await state(small);

  const swipe = async (from, to) => {
    const finger = await small.touchscreen.touchStart(...from);
    for (let k = 1; k <= 8; ++k)
      await finger.move(from[0] + (to[0] - from[0]) * k / 8, from[1] + (to[1] - from[1]) * k / 8);
    await finger.end();
    await settle(small);
  };
  const place = await placeOf(small, "task.stimulus_ms");
  const [x, y] = middle(place, 0.7);
  await swipe([x, y], [x - 30, y - 200]);
  const scrolled = await placeOf(small, "task.stimulus_ms");
  assert.ok(scrolled.y < place.y - 60, "the settings scrolled");
  assert.deepEqual((await state(small)).experiment, before.experiment);
  assert.equal((await state(small)).iteration, 5);

  // A tap on the track does nothing; sideways the knob follows the finger.
  await small.touchscreen.tap(...middle(scrolled, 0.1));
  await settle(small);
  assert.deepEqual((await state(small)).experiment, before.experiment);
  const [left, level] = middle(scrolled, 0.4);
  await swipe([left, level], [left + 60, level + 12]);
  const after = (await state(small)).experiment.task.stimulus_ms;
  assert.ok(after > before.experiment.task.stimulus_ms, `${after}`);

  // The same over the densities.
  await command(small, "go", cell);
  await settle(small);
  const [column, row] = middle(await placeOf(small, cell), 0.3);
  await swipe([column, row], [column + 10, row - 120]);
  assert.equal((await state(small)).experiment.network.connectivity.density[1][0],
    before.experiment.network.connectivity.density[1][0]);
  assert.deepEqual(small.problems, []);
  await small.close();
});

test("seen 3: a click edits nothing, and Escape takes a drag back", async () => {
  await command(page, "open", "v=0&network.areas.0.units=12&network.areas.1.units=12&training.batch=8");
  await train(60);
  const before = await state(page);
  const unchanged = async () => {
    const now = await state(page);
    assert.deepEqual(now.experiment, before.experiment);
    assert.equal(now.fingerprint, before.fingerprint);
  };
  for (const name of [units, cell]) {
    await scrollTo(page, name);
    for (const x of [0.02, 0.5, 0.98]) await click(page, name, {x});
    await unchanged();
    const place = await placeOf(page, name);
    await page.mouse.move(...middle(place));
    await page.mouse.down();
    await page.mouse.move(...middle(place, 0.9), {steps: 4});
    await settle(page);
    await page.keyboard.press("Escape");
    await settle(page);
    await page.mouse.up();
    await settle(page);
    await unchanged();
  }
  await scrollTo(page, cell);
  for (let tries = 0; tries < 5 && !(await state(page)).view.typing; ++tries) await click(page, cell, {x: 0.8, count: 2});
  assert.ok((await state(page)).view.typing, "the double click that is documented types");
  await page.keyboard.type("0.9");
  await page.keyboard.press("Escape");
  await untilState(page, ({view}) => !view.typing);
  await unchanged();
});

test("seen 12: a link that grows says so once, with the reason and ways out", async () => {
  const mask = (last) => ({layer: "recurrent_weights",
    text: Array.from({length: 48}, (_, i) => Array.from({length: 48}, (_, j) => (i * j + i + last) % 3 ? 1 : 0).join(","))
      .join("\n")});
  await command(page, "open", "v=0&network.areas.0.units=24&network.areas.1.units=24&training.batch=8");
  const folder = await mkdtemp(join(tmpdir(), "nn4n-"));
  const session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", {behavior: "allow", downloadPath: folder,
    browserContextId: page.browserContext().id});
  const shorter = (await state(page)).link;
  await command(page, "mask", mask(0));
  assert.match(await offer(),
    /^The link now has [\d,]{5,} characters, more than chats and some mail programs take\. It lists Recurrent weights: Mask\./);
  await picture(page, "long-link");
  await page.click("#offer-file");
  const saved = async () => (await readdir(folder)).filter((name) => name.endsWith(".json"));
  for (let tries = 0; tries < 100 && (await saved()).length === 0; ++tries)
    await new Promise((done) => setTimeout(done, 50));
  const file = await readFile(join(folder, (await saved())[0]), "utf8");
  const {program, ...experiment} = JSON.parse(file);
  assert.match(program, /^nn4n [\d.]+, page build [0-9a-f]+$/);
  assert.deepEqual(experiment, (await state(page)).experiment);
  await command(page, "mask", mask(1));
  assert.doesNotMatch((await state(page)).view.offer?.text ?? "", /The link now has/, "once");
  await command(page, "undo");
  await command(page, "undo");
  assert.equal((await state(page)).link, shorter);
  await command(page, "mask", mask(1));
  await page.click("#offer-back");
  await untilState(page, ({link}) => link.length < 1000);
});

test("seen 17: settings without effect under the chosen optimiser are not shown", async () => {
  await command(page, "go", "training.adam.beta1");
  await placeOf(page, "training.adam.beta1");
  const shown = (...paths) => page.evaluate((all) => all.filter((path) => window.playground.locate(path)), paths);
  const all = ["training.momentum", "training.nesterov", "training.adam.beta1", "training.adam.weight_decay",
    "training.rmsprop.decay", "training.schedule.every", "training.schedule.length"];
  assert.deepEqual(await shown(...all), ["training.adam.beta1", "training.schedule.length"]);
  await command(page, "set", {"training.optimiser": "sgd", "training.schedule.kind": "step"});
  await settle(page);
  assert.deepEqual(await shown(...all), ["training.momentum", "training.nesterov", "training.schedule.every"]);

  // Search finds one of the others, says when it has an effect, and leads to what decides.
  await page.click("#search-button");
  await page.type("#search-text", "weight decay");
  await page.waitForFunction(() => document.querySelector("#search-results li"));
  assert.match(await textOf(page, "#search-results"), /It has an effect only where "Optimiser" is AdamW\./);
  await page.keyboard.press("Enter");
  await settle(page);
  assert.ok(await placeOf(page, "training.optimiser"));
});

test("seen 19: Tab goes through an area in reading order, and removes it last", async () => {
  await command(page, "open", "");
  const area = "network.areas[0]";
  const areas = async () => (await state(page)).experiment.network.areas;
  /** Presses Tab so often, backwards where negative, from a setting that was searched for. */
  const tabFrom = async (part, times) => {
    await command(page, "go", area + part);
    await settle(page);
    await page.focus("#canvas");
    if (times < 0) await page.keyboard.down("Shift");
    for (let presses = 0; presses < Math.abs(times); ++presses) {
      await page.keyboard.press("Tab");
      await settle(page);
    }
    if (times < 0) await page.keyboard.up("Shift");
    await page.keyboard.press("Space");
    await settle(page);
  };
  const [before] = await areas();
  await tabFrom(".units", -1);
  assert.equal((await areas())[0].readout, !before.readout, "Readout is just before the units");
  await tabFrom(".units", -2);
  assert.equal((await areas())[0].input, !before.input, "and Input before that");
  await command(page, "undo");
  await command(page, "undo");
  await tabFrom(".units", -3);
  assert.ok((await state(page)).view.typing, "and the name comes first");
  await page.keyboard.press("Escape");
  await untilState(page, ({view}) => !view.typing);
  await tabFrom(".tau_ms", 1);
  assert.equal((await areas()).length, 1, "to remove it comes last");
  assert.match(await offer(), /^Sensory was removed\./);
  await page.click("#offer-back");
  await untilState(page, ({experiment}) => experiment.network.areas.length === 2);
  assert.deepEqual((await areas())[0], before);
  assert.deepEqual(page.problems, []);
});
