// The network editor: NN4N's MultiArea.ipynb networks built by clicks alone, and what it looks like in every layout.
import assert from "node:assert/strict";
import {readFileSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {choose, click, dragOver, placeOf, scrollTo, type} from "./support/hands.mjs";
import {command, openPage, picture, root, start, state, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start(); });
after(() => site?.close());

const desktop = {width: 1440, height: 900};
const tall = {width: 1440, height: 1200};  // shows the matrix of four areas and what is below it
/** A new page whose network has so many areas, with the network tab open. */
async function openNetwork(areas, viewport = tall) {
  const page = await openPage(site, {viewport});
  for (let count = 2; count < areas; ++count) {
    await scrollTo(page, "areas.add", "panel.build");
    await click(page, "areas.add");
  }
  await click(page, "tab.network");
  return page;
}

async function setUnits(page, units) {
  for (const [area, count] of units.entries()) await type(page, `@network.areas[${area}].units`, String(count));
}

/** Types every density that differs from the present one. `kinds` are the kinds of units in every area: E, I, or "". */
async function setDensities(page, wanted, kinds) {
  const {density} = (await state(page)).experiment.network.connectivity;
  for (const [into, row] of wanted.entries()) {
    for (const [from, value] of row.entries()) {
      if (density[into][from] === value) continue;
      const [first, last] = [kinds[0], kinds.at(-1)];
      await dragOver(page, `block[${into}${first}][${from}${first}]`, `block[${into}${last}][${from}${last}]`);
      await type(page, "blocks.density#value", String(value), 2);
    }
  }
}

async function setReadout(page, areas, count) {
  for (let area = 0; area < count; ++area) {
    const {readout} = (await state(page)).experiment.network.areas[area];
    if (readout !== areas.includes(area)) await click(page, `@network.areas[${area}].readout`, {x: 0.1});
  }
}

const area = (name, units, more) => ({...defaults.area, name, units, ...more});
const defaults = {};

test("the four areas of MultiArea.ipynb are built by clicks", async () => {
  const golden = JSON.parse(readFileSync(join(root, "tests/golden/structure-ei-notebook-4area.json"), "utf8")).config;
  const page = await openNetwork(golden.n_areas);
  const before = (await state(page)).experiment;
  defaults.area = before.network.areas[2];

  await choose(page, "structures", "multi_area_ei");
  await setUnits(page, Array(golden.n_areas).fill(golden.hidden_size / golden.n_areas));
  await setDensities(page, golden.area_connectivities, ["E", "I"]);
  await setReadout(page, golden.readout_areas, golden.n_areas);
  await picture(page, "network-four-areas");
  await scrollTo(page, "@network.connectivity.inhibitory_readout", "panel.network");
  await click(page, "@network.connectivity.inhibitory_readout", {x: 0.05});
  await picture(page, "network-cards");

  const expected = structuredClone(before);
  const names = ["Sensory", "Decision", "Area 3", "Area 4"];
  expected.network.areas = names.map((name, index) => area(name, golden.hidden_size / golden.n_areas, {
    excitatory: golden.exc_pct,
    input: golden.input_areas.includes(index),
    readout: golden.readout_areas.includes(index),
  }));
  Object.assign(expected.network.connectivity, {
    density: golden.area_connectivities, e_to_e: true, e_to_i: true, i_to_e: true, i_to_i: true,
    inhibitory_readout: golden.inh_readout, unit_signs: "ei",
  });
  assert.deepEqual((await state(page)).experiment, expected);
  await command(page, "run", 20);
  assert.equal((await state(page)).iteration, 20);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("the areas of 10, 50 and 40 units of MultiArea.ipynb are built by clicks", async () => {
  const density = [[1, 0.1, 0.02], [0.1, 1, 0.1], [0.02, 0.1, 1]];
  const page = await openNetwork(3);
  const before = (await state(page)).experiment;
  await choose(page, "structures", "multi_area");
  await setUnits(page, [10, 50, 40]);
  await setDensities(page, density, [""]);
  await setReadout(page, [1], 3);
  await picture(page, "network-multi-area");
  const expected = structuredClone(before);
  expected.network.areas.forEach((one, index) => Object.assign(one, {units: [10, 50, 40][index]}));
  Object.assign(expected.network.connectivity, {density, unit_signs: "none"});
  assert.deepEqual((await state(page)).experiment, expected);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("a structure and a block of it are marked when changed, and restored", async () => {
  const page = await openNetwork(2);
  const before = (await state(page)).experiment;
  await click(page, "block[1E][0E]");
  await type(page, "blocks.gain#value", "2", 2);
  await type(page, "blocks.density#value", "0.9", 2);
  await picture(page, "network-changed");
  const {experiment} = await state(page);
  assert.equal(experiment.network.connectivity.blocks.length, 1);
  assert.equal(experiment.network.connectivity.blocks[0].gain, 2);
  await click(page, "structures.restore");
  assert.deepEqual((await state(page)).experiment, before);
  await page.close();
});

test("a mask is painted, and read from a file that is chosen", async () => {
  const page = await openNetwork(2);
  await click(page, "mask.paint");
  await click(page, "mask.brush.-");
  await picture(page, "network-painting");
  const mask = await placeOf(page, "plot.mask");
  await page.mouse.move(mask.x + mask.width * 0.1, mask.y + mask.height * 0.5);
  await page.mouse.down();
  await page.mouse.move(mask.x + mask.width * 0.4, mask.y + mask.height * 0.5, {steps: 8});
  await page.mouse.up();
  const painted = await untilState(page, ({experiment}) => experiment.network.recurrent_weights.mask.length > 0);
  assert.match(painted.experiment.network.recurrent_weights.mask[32], /^\.+-{15,25}\.+$/);
  await picture(page, "network-painted");

  const file = join(tmpdir(), "nn4n-mask.csv");
  writeFileSync(file, `${Array(64).fill(0).map((_, i) => i % 2 ? 1 : -1).join(",")}\n`.repeat(64));
  const [chooser] = await Promise.all([page.waitForFileChooser(), click(page, "mask.file")]);
  await chooser.accept([file]);
  const read = await untilState(page, ({experiment}) => experiment.network.recurrent_weights.mask[0]?.startsWith("-+"));
  assert.equal(read.experiment.network.recurrent_weights.mask[63], "-+".repeat(32));

  await assert.rejects(command(page, "mask", {text: "01\n0"}), /Row 2 of the mask has 1 entry/);
  await assert.rejects(command(page, "mask", {}), /mask takes an object/);
  assert.deepEqual(page.problems, []);
  await page.close();
});

const layouts = {
  "dark-1440x900": {viewport: desktop},
  "light-1440x900": {viewport: desktop, theme: "light"},
  "dark-1366x768": {viewport: {width: 1366, height: 768}},
  "dark-1280x720": {viewport: {width: 1280, height: 720}},
  "dark-1024x768": {viewport: {width: 1024, height: 768}},
  "dark-1920x1080": {viewport: {width: 1920, height: 1080}},
  "dark-phone": {viewport: {width: 390, height: 844, deviceScaleFactor: 2, hasTouch: true, isMobile: true}},
};
for (const [name, {viewport, theme}] of Object.entries(layouts)) {
  test(`the network is edited at ${name}`, async () => {
    const page = await openPage(site, {viewport, theme});
    await click(page, "tab.network");
    await click(page, "block[1E][0E]");
    await picture(page, `network-${name}`);
    const right = (await placeOf(page, "block[1I][1I]"));
    assert.ok(right.x + right.width <= viewport.width, "every block is on the screen");
    assert.deepEqual(page.problems, []);
    await page.close();
  });
}
