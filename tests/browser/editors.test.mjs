// The editors, used by clicks and keys alone: losses, undo and redo, search, presets, experiments that cannot run yet.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {click, locate, placeOf} from "./support/hands.mjs";
import {command, openPage, picture, settle, start, state, textOf, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start(); });
after(() => site?.close());

/** Ctrl+K, these words, Enter. */
async function searchFor(page, words) {
  await page.keyboard.down("Control");
  await page.keyboard.press("k");
  await page.keyboard.up("Control");
  await page.waitForSelector("#search[open]");
  await page.type("#search-text", words);
  await page.waitForSelector("#search-results li");
}

async function withCtrl(page, key, shift = false) {
  await page.keyboard.down("Control");
  if (shift) await page.keyboard.down("Shift");
  await page.keyboard.press(key);
  if (shift) await page.keyboard.up("Shift");
  await page.keyboard.up("Control");
}

test("search finds tau and leads to its slider, which has the keyboard focus", async () => {
  const page = await openPage(site);
  await searchFor(page, "tau");
  await picture(page, "search");
  const found = await page.$$eval("#search-results b", (all) => all.map((one) => one.textContent));
  assert.ok(found.includes("Sensory: Time constant"), found.join(", "));
  await page.$eval("#search-text", (field) => { field.value = ""; });
  await page.type("#search-text", "beta 1");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#search:not([open])");
  await settle(page);
  const [control, panel] = [await locate(page, "training.adam.beta1"), await locate(page, "panel.build")];
  assert.ok(control && control.y > panel.y && control.y < panel.y + panel.height, "the section was unfolded");
  await placeOf(page, "found");
  await picture(page, "search-arrived");
  await page.keyboard.press("ArrowLeft");
  const {experiment} = await untilState(page, (now) => now.experiment.training.adam.beta1 < 0.9);
  assert.ok(experiment.training.adam.beta1 > 0.8);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("a loss term is added from the menu with its formula, and its share is shown", async () => {
  const page = await openPage(site);
  await searchFor(page, "hebbian");
  await page.keyboard.press("Enter");
  await settle(page);
  await click(page, "loss.add");
  await placeOf(page, "loss.add.entropy");
  await picture(page, "loss-menu");
  await click(page, "loss.add.entropy");
  const {experiment} = await untilState(page, (now) => now.experiment.loss.length === 4);
  assert.equal(experiment.loss[3].term.name, "entropy");
  await command(page, "run", 30);
  await command(page, "go", "loss[3].weight");
  await settle(page);
  await placeOf(page, "loss[0]#share");
  await picture(page, "losses");
  await click(page, "loss[3]#remove");
  await untilState(page, (now) => now.experiment.loss.length === 3);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("undo and redo take edits back and forth, by button and by key", async () => {
  const page = await openPage(site, {viewport: {width: 1366, height: 1400}});
  const before = (await state(page)).link;
  assert.ok(await page.$eval("#undo", (button) => button.disabled));
  await click(page, "areas.add");
  await untilState(page, (now) => now.experiment.network.areas.length === 3);
  await command(page, "set", {"training.batch": 16});
  const after = (await state(page)).link;
  await page.click("#undo");
  await untilState(page, (now) => now.experiment.training.batch === 32);
  await withCtrl(page, "z");
  await untilState(page, (now) => now.experiment.network.areas.length === 2);
  assert.equal((await state(page)).link, before);
  await withCtrl(page, "z", true);
  await withCtrl(page, "y");
  await untilState(page, (now) => now.experiment.training.batch === 16);
  assert.equal((await state(page)).link, after);
  await page.waitForFunction(() => location.hash.includes("training.batch=16"));
  await page.reload();
  await page.waitForFunction(() => window.playground);
  await page.click("#undo");
  await untilState(page, (now) => now.experiment.training.batch === 32);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("undoing a live value while training is recorded as a change", async () => {
  const page = await openPage(site);
  await command(page, "run", 20);
  await command(page, "set", {"training.learning_rate": 0.01});
  await command(page, "run", 5);
  await command(page, "undo");
  const {experiment, iteration} = await untilState(page, (now) => now.experiment.changes.length === 2);
  assert.equal(iteration, 25);
  assert.deepEqual(experiment.changes.map(({value}) => value), [0.01, 0.002]);
  await page.close();
});

test("what cannot run yet is kept and explained, and Run names the field", async () => {
  const page = await openPage(site);
  await command(page, "run", 20);
  await click(page, "network.areas[0].input", {x: 0.2});
  const broken = await untilState(page, (now) => now.problems.length === 1);
  assert.equal(broken.experiment.network.areas[0].input, false);
  assert.equal(broken.iteration, 20, "the run waits");
  await placeOf(page, "network.areas[0].input#problem");
  await page.click("#run");
  await settle(page);
  assert.match(await textOf(page, "#messages"), /^Cannot run yet\. .*input/);
  assert.ok(await page.$eval("#toast", (toast) => toast.hidden), "it is said once");
  await picture(page, "cannot-run");
  await withCtrl(page, "z");
  await untilState(page, (now) => now.problems.length === 0);
  await command(page, "run", 5);
  assert.equal((await state(page)).iteration, 25, "it goes on where it was");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("presets have pictures, and opening one can be undone", async () => {
  const page = await openPage(site);
  const before = (await state(page)).link;
  await page.click("#presets");
  await page.waitForSelector("#preset-menu[open]");
  const cards = await page.$$eval(".preset", (all) => all.map((one) => ({
    name: one.querySelector("b").textContent, lines: one.querySelectorAll("path.trace").length,
    areas: one.querySelectorAll("circle.area").length,
  })));
  assert.ok(cards.length >= 10);
  // A card draws an input and a target; only the sine wave has no input.
  for (const {name, lines, areas} of cards) assert.ok(name && lines >= 1 && areas >= 1, name);
  assert.ok(cards.some(({lines}) => lines >= 2));
  await picture(page, "presets");
  await page.click(".preset[data-key=dms]");
  await untilState(page, ({experiment}) => experiment.task.name === "dms");
  await page.click("#undo");
  await untilState(page, ({experiment}) => experiment.task.name === "pdm");
  assert.equal((await state(page)).link, before);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("a changed setting is listed, leads to its control and is restored", async () => {
  const page = await openPage(site);
  await command(page, "set", {"training.batch": 16, "network.areas[0].units": 20});
  await click(page, "section.changed");
  await placeOf(page, "changed.training.batch");
  await picture(page, "changed-settings");
  await click(page, "changed.training.batch", {x: 0.2});
  await placeOf(page, "found");
  await command(page, "go", "");
  await command(page, "restore", "training.batch");
  const {experiment} = await state(page);
  assert.equal(experiment.training.batch, 32);
  assert.equal(experiment.network.areas[0].units, 20);
  await page.close();
});

test("the wheel with Ctrl moves a slider", async () => {
  const page = await openPage(site);
  await command(page, "go", "training.batch");
  const place = await placeOf(page, "training.batch");
  await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
  await settle(page);
  await page.keyboard.down("Control");
  await page.mouse.wheel({deltaY: -100});
  await settle(page);
  await page.keyboard.up("Control");
  await untilState(page, ({experiment}) => experiment.training.batch > 32);
  await page.close();
});
