// A published network, built from the default experiment by clicks and typing alone: the two areas of Song, Yang &
// Wang 2016 that decide by context. What is reached is the preset, down to the bits of its training.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {choose, click, locate, scrollTo, type} from "./support/hands.mjs";
import {command, openPage, picture, start, state} from "./support/site.mjs";

let site;
before(async () => { site = await start(); });
after(() => site?.close());

const viewport = {width: 1440, height: 1000};

/** Unfolds a section of the build column. */
async function unfold(page, panel, first) {
  if (await locate(page, first)) return;
  await scrollTo(page, `section.${panel}`);
  await click(page, `section.${panel}`);
}

/** Types into the box of a text or list. */
async function fill(page, path, text) {
  await scrollTo(page, path);
  await type(page, path, text);
}

/** Types over the value of a slider, or of a cell of the densities. */
async function setNumber(page, path, text, part = "#value") {
  await scrollTo(page, path + part);
  await type(page, path + part, text, 2);
}

async function pick(page, path, key) {
  await scrollTo(page, path);
  await choose(page, path, key);
}

async function tick(page, path) {
  await scrollTo(page, path);
  await click(page, path, {x: 0.1});
}

async function chooseTask(page, key) {
  await scrollTo(page, "task");
  await click(page, "task");
  await scrollTo(page, `choice.${key}`, "task");
  await click(page, `choice.${key}`);
}

async function buildAreas(page) {
  for (const area of [0, 1]) await setNumber(page, `network.areas[${area}].units`, "75");
  await fill(page, "network.areas[1].name", "Motor");
  for (const [cell, density] of Object.entries({"[0][0]": "1", "[0][1]": "0.2", "[1][0]": "1", "[1][1]": "1"}))
    await setNumber(page, `network.connectivity.density${cell}`, density, "");
  await pick(page, "network.connectivity.sign_constraint", "rectify");
  await unfold(page, "area_details", "network.areas[0].input_channels");
  await fill(page, "network.areas[0].input_channels", "1, 2, 3, 4, 5, 6");
}

async function setTraining(page) {
  await setNumber(page, "network.input_noise", "0.01");  // of Song et al.; the task brings more
  await unfold(page, "optimiser", "training.schedule.kind");
  await pick(page, "training.schedule.kind", "constant");
  await setNumber(page, "training.learning_rate", "0.01");
  await setNumber(page, "training.batch", "50");
  await unfold(page, "loss", "loss[0].weight");
  for (const term of [2, 1]) {
    await scrollTo(page, `loss[${term}]#remove`);
    await click(page, `loss[${term}]#remove`);
  }
}

/** Weights of at most 0.1 for seven channels and 150 units: the distribution's bound is 1 / √n. */
async function setWeights(page) {
  await unfold(page, "input_weights", "network.input_weights.distribution");
  await pick(page, "network.input_weights.distribution", "uniform");
  await setNumber(page, "network.input_weights.gain", String(0.1 * Math.sqrt(7)));
  await tick(page, "network.input_weights.dales_law");
  await unfold(page, "recurrent_weights", "network.recurrent_weights.distribution");
  await pick(page, "network.recurrent_weights.distribution", "gamma");
  await pick(page, "network.recurrent_weights.bias", "none");
  await unfold(page, "readout_weights", "network.readout_weights.distribution");
  await pick(page, "network.readout_weights.distribution", "uniform");
  await setNumber(page, "network.readout_weights.gain", String(0.1 * Math.sqrt(150)));
  await pick(page, "network.readout_weights.bias", "none");
  await tick(page, "network.readout_weights.dales_law");
}

test("Song et al.'s two areas for context are built by clicks", async () => {
  const wanted = await openPage(site, {viewport});
  const page = await openPage(site, {viewport});
  await page.bringToFront();
  const begun = await state(page);
  assert.deepEqual(begun.experiment, (await state(wanted)).experiment, "a fresh page has the default experiment");

  await chooseTask(page, "ctx");
  await buildAreas(page);
  await setTraining(page);
  await setWeights(page);
  await click(page, "tab.network");
  await picture(page, "network-song-two-areas");

  await command(wanted, "open", "preset:song_mante_areas");
  const [built, preset] = [await state(page), await state(wanted)];
  assert.notDeepEqual(built.experiment, begun.experiment);
  assert.deepEqual(built.experiment, preset.experiment);
  assert.equal(built.link, preset.link);

  for (const one of [page, wanted]) await command(one, "run", 5);
  const [here, there] = [await state(page), await state(wanted)];
  assert.equal(here.iteration, 5);
  assert.match(here.fingerprint, /[0-9a-f]/);
  assert.equal(here.fingerprint, there.fingerprint);
  assert.deepEqual(page.problems, []);
  await page.close();
});
