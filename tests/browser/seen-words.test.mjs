// Every number says what it is of, and channels are told apart (numbers 9, 11 and 18 of what a first user stumbled over,
// and what was to be polished).
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {click, placeOf} from "./support/hands.mjs";
import {command, openPage, picture, settle, start, state, untilState} from "./support/site.mjs";

let site;
let page;
before(async () => {
  site = await start();
  page = await openPage(site, {viewport: {width: 1366, height: 768}});
});
after(() => site?.close());

const moments = async () => (await state(page)).moments;
const themes = ["dark", "light", "projector"];

/** Rests the pointer on something in the canvas until words about it appear. */
async function restOn(name) {
  const {x, y, width, height} = await placeOf(page, name);
  await page.mouse.move(x + width / 2 + 4, y + height / 2);
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.waitForFunction(() => window.playground.locate("tooltip"));
}

test("seen 9: an untrained network is not said to have answered", async () => {
  await command(page, "open", "preset:pdm");
  await untilState(page, ({moments: {trial}}) => trial !== null);
  assert.equal((await moments()).trial, "Iteration 0: no answer, for the network is untrained.");
  assert.match((await moments()).accuracy, /^(No trials have been measured yet\.|Measured at)/);
  await picture(page, "seen-9-untrained");
});

test("seen 9: outputs that hardly differ are undecided, whatever accuracy makes of them", async () => {
  await command(page, "run", 2);
  let said = "";
  for (let tries = 0; tries < 12 && !/undecided/.test(said); ++tries) {
    const {x, y} = await placeOf(page, "trial.next");
    await page.mouse.click(x + 8, y + 8);
    await settle(page);
    said = (await moments()).trial;
  }
  const [, larger, smaller] = said.match(
      /^Iteration 2: undecided, outputs (−?[\d.]+) and (−?[\d.]+) differ by less than 0\.05 \(means of [\d,]+ to [\d,]+ ms\)\.$/);
  const number = (text) => Number(text.replace("−", "-"));
  assert.ok(number(larger) - number(smaller) < 0.06, said);
  await restOn("trial.verdict");
  await picture(page, "seen-9-undecided");
});

test("seen 9: verdict, legend, accuracy and curve name their iteration, trials, window and noise", async () => {
  await command(page, "run", 298);
  await untilState(page, ({moments: {trial}}) => trial?.startsWith("Iteration 300:"));
  const {trial, values, trials, accuracy} = await moments();
  assert.match(trial, /^Iteration 300: (answered (correctly|wrongly) \(means of|undecided, |a catch trial)/);
  assert.equal(values, "last 100 ms");
  const [, counted] = trials.match(/^(\d+) of 128 trials$/);
  assert.match(accuracy, new RegExp(`^Measured at the validation of iteration 300, on 128 trials that the network has not ` +
    `learnt from, with input noise [\\d.]+ and recurrent noise [\\d.]+\\. ${counted} of 128 trials have a right answer; ` +
    `the others are catch trials, which are not counted\\.$`));
  const outputs = await placeOf(page, "plot.outputs");
  const bar = await placeOf(page, "trial.judged");
  assert.ok(Math.abs(bar.x + bar.width - outputs.x - outputs.width) < 1 && bar.width < outputs.width / 5,
      "the judged window is marked at the end of the time axis");
  await page.waitForFunction((words) => document.querySelector("#accuracy").parentElement.title === words, {}, accuracy);
  assert.match(await page.$eval("#fingerprint", (one) => one.parentElement.title), /same weights, to the last bit/);
  for (const name of ["accuracy.words", "behaviour.trials"]) {
    await restOn(name);
    await picture(page, `seen-9-${name}`);
    await page.mouse.move(2, 2);
    await settle(page);
  }
});

test("seen 11: seven inputs are listed, numbered on their lines, and all read out", async () => {
  await command(page, "open", "preset:song_mante");
  await command(page, "run", 3);
  await untilState(page, ({moments: {trial}}) => trial?.startsWith("Iteration 3:"));
  await settle(page);
  const row = await placeOf(page, "plot.inputs");
  let last = 0;
  for (let channel = 1; channel <= 7; ++channel) {
    const name = await placeOf(page, `input.name.${channel}`);
    assert.ok(name.y - last >= 10, `name ${channel} covers no other`);
    last = name.y;
    const label = await placeOf(page, `input.label.${channel}`);
    assert.ok(label.x >= row.x && label.x + label.width <= row.x + row.width);
  }
  for (const theme of themes) {
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), theme);
    await page.mouse.move(row.x + row.width / 2, row.y + row.height / 2);
    await settle(page);
    const {height} = await placeOf(page, "readout");
    assert.equal(Math.round(height), 17 * 8 + 8, "the time and seven channels");
    await picture(page, `seen-11-${theme}`);
    await page.click("#theme");
  }
});

test("seen 11: seventeen inputs are rows of colour, and all are read out", async () => {
  await command(page, "open", "v=0&task=anti");
  await untilState(page, ({moments: {trial}}) => trial !== null);
  const row = await placeOf(page, "plot.inputs");
  await page.mouse.move(row.x + row.width / 2, row.y + row.height / 2);
  await settle(page);
  const {width, height} = await placeOf(page, "readout");
  assert.ok(width * height > 0);
  await picture(page, "seen-11-many");
});

test("seen 18: pass is above chance, in words as in lines", async () => {
  await command(page, "open", "preset:rsg");
  await command(page, "run", 100);
  const [pass, chance] = [await placeOf(page, "reference.pass"), await placeOf(page, "reference.chance")];
  const plot = await placeOf(page, "plot.accuracy");
  assert.ok(pass.y + pass.height <= chance.y + 1, "the words of pass end where those of chance begin");
  assert.ok(pass.x >= plot.x + plot.width && chance.x >= plot.x + plot.width, "no curve can cover them");
  await picture(page, "seen-18");
});

test("polish: a task whose trials are alike says why there is no behaviour", async () => {
  await command(page, "open", "preset:sine");
  await command(page, "run", 3);
  await picture(page, "polish-sine-behaviour");
  assert.deepEqual(page.problems, []);
});

test("polish: the choices of a cell of a table have room for their words", async () => {
  await command(page, "open", "preset:custom");
  await settle(page);
  await click(page, "table.edit");
  await click(page, "task.epochs[1].inputs[1]");
  const parts = [];
  for (const key of ["none", "same", "each"]) parts.push(await placeOf(page, `task.epochs[1].inputs[1].ramp#${key}`));
  assert.ok(parts.every(({width}, k) => width >= 40 && (k === 0 || parts[k - 1].x + parts[k - 1].width <= parts[k].x)),
      JSON.stringify(parts));
  await picture(page, "polish-table-cell");
  await click(page, "task.conditions[0]");
  await picture(page, "polish-table-condition");
});

test("polish: the story's picture names its channels", async () => {
  await command(page, "open", "preset:song_mante");
  await page.click("#task");
  assert.deepEqual(await page.$$eval("#story svg text", (all) => all.map((one) => one.textContent)),
      ["Fixation", "Motion counts", "Colour counts", "Motion left", "Motion right", "Colour left", "Colour right", "Left",
        "Right"]);
  await picture(page, "polish-story");
  await page.keyboard.press("Escape");
});

test("polish: on a phone the About dialog speaks of fingers", async () => {
  await page.click("#about-button");
  assert.match(await page.$eval("#about", (one) => one.innerText), /Ctrl\+K/);
  await page.keyboard.press("Escape");
  const phone = await openPage(site, {viewport: {width: 390, height: 844, hasTouch: true, isMobile: true}});
  await phone.tap("#about-button");
  const words = await phone.$eval("#about", (one) => one.innerText);
  assert.doesNotMatch(words, /Ctrl|click|mouse|Tab moves/i);
  assert.match(words, /double tap/i);
  await picture(phone, "polish-about-phone");
  await phone.close();
});
