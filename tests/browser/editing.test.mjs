// Editing the experiment: what takes effect at once, and what restarts training.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {locate, placeOf, scrollTo} from "./support/hands.mjs";
import {command, openPage, picture, settle, start, state, textOf, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start(); });
after(() => site?.close());

const learningRate = "training.learning_rate";

/** Drags the slider of a field with the real mouse, from the middle of its track by `pixels`. */
async function drag(page, path, pixels) {
  const place = await scrollTo(page, path);
  const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + pixels / 2, y, {steps: 5});
  await page.mouse.move(x + pixels, y, {steps: 5});
  await page.mouse.up();
}

test("dragging a slider before the first iteration sets the experiment", async () => {
  const page = await openPage(site);
  const {experiment, link} = await state(page);
  await drag(page, learningRate, 20);
  const after = await untilState(page, (now) => now.experiment.training.learning_rate !== 0.002);
  assert.notEqual(after.experiment.training.learning_rate, experiment.training.learning_rate);
  assert.deepEqual(after.experiment.changes, []);
  assert.notEqual(after.link, link);
  await page.waitForFunction(() => location.hash.includes("learning_rate"));
  await page.close();
});

test("dragging a slider while training takes effect at once and is recorded", async () => {
  const page = await openPage(site);
  await page.click("#run");
  await untilState(page, ({iteration}) => iteration >= 20);
  await drag(page, learningRate, -20);
  const {experiment, iteration, link} = await untilState(page, (now) => now.experiment.changes.length > 0);
  assert.ok(iteration >= 20, "training did not start over");
  assert.equal(experiment.changes[0].path, learningRate);
  assert.ok(experiment.changes[0].iteration >= 20);
  assert.match(link, /learning_rate/);
  await picture(page, "changed-while-training");
  assert.equal((await state(page)).status, "training");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("a slider that is dragged slowly is one recorded change, and so is a key that is held", async () => {
  const page = await openPage(site);
  await page.click("#run");
  await untilState(page, ({iteration}) => iteration >= 20);
  const place = await scrollTo(page, learningRate);
  const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
  const start = await state(page);
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 30; ++step) {
    await page.mouse.move(x - 2 * step, y);
    await new Promise((done) => setTimeout(done, 40));
  }
  await page.mouse.up();
  const dragged = await untilState(page, ({experiment}) => experiment.changes.length > 0);
  assert.equal(dragged.experiment.changes.length, 1);
  assert.ok(dragged.iteration > start.iteration, "it trained meanwhile");
  await page.keyboard.down("Control");
  await page.keyboard.press("KeyK");
  await page.keyboard.up("Control");
  await page.waitForSelector("#search[open]");
  await page.type("#search-text", "Learning rate");
  await page.keyboard.press("Enter");  // the slider has the keyboard now
  await page.waitForSelector("#search:not([open])");
  await settle(page);
  for (let press = 0; press < 60; ++press) await page.keyboard.press("ArrowRight");
  await untilState(page, ({experiment}) => experiment.changes.length > 1);
  for (let seen = null, now = ""; seen !== now;) {  // a slow page takes the keys one by one
    await new Promise((done) => setTimeout(done, 1500));
    seen = now;
    now = JSON.stringify((await state(page)).experiment.changes);
  }
  await command(page, "pause");
  const {experiment, fingerprint, iteration} = await state(page);
  assert.ok(experiment.changes.length <= 8, `${experiment.changes.length} changes`);
  await command(page, "reset");
  await command(page, "run", iteration);
  assert.equal((await state(page)).fingerprint, fingerprint, "the tape repeats what happened");
  await page.close();
});

test("changing the structure restarts, and the page says so", async () => {
  const page = await openPage(site);
  await command(page, "run", 30);
  assert.equal(await locate(page, "message.notice"), null);
  await command(page, "set", {"network.areas[0].units": 40});
  const after = await state(page);
  assert.equal(after.iteration, 0);
  assert.equal(after.experiment.network.areas[0].units, 40);
  await picture(page, "restarted");
  await placeOf(page, "message.notice");
  assert.match(await textOf(page, "#messages"), /restarted training from iteration 0\.$/);
  await page.close();
});

test("choosing a preset opens it and trains nothing", async () => {
  const page = await openPage(site);
  await page.click("#presets");
  await page.click(".preset[data-key=gonogo]");
  const after = await untilState(page, ({experiment}) => experiment.task.name === "gonogo");
  assert.equal(after.status, "idle");
  await page.waitForFunction(() => /^Go.*two areas/.test(document.querySelector("#title").textContent));
  await command(page, "run", 50);
  await picture(page, "gonogo");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("a run whose loss becomes infinite stops and says so", async () => {
  const wild = "v=0&network.areas.0.units=8&network.areas.1.units=8&training.batch=4&training.optimiser=sgd" +
      "&training.learning_rate=1&training.clip_norm=0&network.initialisation.spectral_radius=3" +
      "&network.initialisation.input_range=10&network.initialisation.readout_range=20";
  const page = await openPage(site, {fragment: wild});
  assert.deepEqual((await state(page)).issues, []);
  await assert.rejects(command(page, "run", 500), /Training stopped at iteration \d+, before iteration 500\./);
  await settle(page);
  await placeOf(page, "message.diagnosis.not_finite");
  await picture(page, "diverged");
  assert.match(await textOf(page, "#messages"), /not finite|infinite|diverged/i, "who does not see the canvas hears it");
  assert.notEqual((await state(page)).status, "training");
  await page.close();
});
