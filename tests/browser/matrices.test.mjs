// The panel Weights as a person uses it: what it shows is chosen in its menus, cells and bins are pointed at, the wheel, a
// drag and keys move what is seen, and its numbers are those of the engine.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {pathToFileURL} from "node:url";
import {join} from "node:path";
import {choose, click, locate, placeOf} from "./support/hands.mjs";
import {command, openPage, picture, root, settle, start, state, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start(); });
after(() => site?.close());

const ITERATIONS = 60;
const UNITS = 64;

/** The numbers of the engine under node, of the same run at its beginning and at its end. */
async function engineSays() {
  const {default: createModule} = await import(pathToFileURL(join(root, "build/web/nn4n-engine.mjs")));
  const {Engine} = await createModule();
  const engine = new Engine();
  engine.open("");
  const weights = () => {
    const bytes = engine.weights();
    const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    const entry = Object.entries(header).find(([, {shape}]) => shape?.length === 2 && shape[0] === UNITS && shape[1] === UNITS);
    const data = bytes.slice(8 + length + entry[1].data_offsets[0], 8 + length + entry[1].data_offsets[1]);
    return new Float32Array(data.buffer);
  };
  const initial = weights();
  engine.step(ITERATIONS);
  const said = {initial, now: weights(), ...JSON.parse(engine.analyse("gradient,selectivity")), ...JSON.parse(engine.state())};
  engine.delete();
  return said;
}

const rowsOf = (csv) => csv.trim().split("\n").map((line) => line.split(","));

/** The matrix as a table of numbers, NaN where there is no synapse. */
async function numbers(page) {
  const rows = rowsOf(await command(page, "plot", {plot: "weights", format: "csv"}));
  return rows.slice(1).map((row) => row.slice(1).map((cell) => cell === "" ? NaN : Number(cell)));
}

const known = (page) => untilState(page, ({view}) => !view.matrix.busy);

async function trained(viewport) {
  const page = await openPage(site, {viewport});
  await command(page, "run", ITERATIONS);
  await click(page, "tab.weights");
  return page;
}

test("weights, mask, change and gradient are those of the engine", async () => {
  const page = await trained({width: 1366, height: 768});
  const said = await engineSays();
  assert.equal((await state(page)).fingerprint, said.fingerprint);
  const near = (found, wanted, what) => {
    let compared = 0;
    found.forEach((row, i) => row.forEach((value, j) => {
      const expected = wanted[i * UNITS + j];
      if (Number.isNaN(value)) return;
      assert.ok(Math.abs(value - expected) <= 1e-5 * Math.max(1, Math.abs(expected)), `${what} ${i} ${j}: ${value}, ${expected}`);
      compared += value !== 0;
    }));
    assert.ok(compared > 1000, `${what}: ${compared} numbers`);
  };
  near(await numbers(page), said.now, "weight");
  await picture(page, "matrices-weights-1366-dark");
  await choose(page, "weights.shown", "matrix.change");
  near(await numbers(page), said.now.map((w, k) => w - said.initial[k]), "change");
  await picture(page, "matrices-change-1366-dark");
  await choose(page, "weights.shown", "matrix.gradient");
  const {view} = await known(page);
  near(await numbers(page), said.gradient.recurrent, "gradient");
  assert.equal(view.matrix.iteration, ITERATIONS);
  assert.ok(Math.abs(view.matrix.norm - said.gradient.norm) < 1e-6);
  await picture(page, "matrices-gradient-1366-dark");
  await choose(page, "weights.shown", "matrix.mask");
  const mask = (await numbers(page)).flat().filter((value) => !Number.isNaN(value));
  assert.ok(mask.every((value) => Math.abs(value) === 1));
  await choose(page, "weights.shown", "matrix.gradient");
  await choose(page, "weights.layer", "matrix.input");
  const input = await numbers(page);
  assert.equal(input.length, UNITS);
  assert.ok(Math.abs(input[5][0] - said.gradient.input[5 * input[0].length]) < 1e-5);
  await picture(page, "matrices-input-1366-dark");
  await choose(page, "weights.layer", "matrix.readout");
  assert.equal((await numbers(page)).length, 2);
  await page.click("#theme");
  await picture(page, "matrices-readout-1366-light");
  await choose(page, "weights.layer", "matrix.recurrent");
  await choose(page, "weights.shown", "matrix.weights");
  await picture(page, "matrices-weights-1366-light");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("pointing reads cells and bins, in numbers", async () => {
  const page = await trained({width: 1366, height: 768});
  const plot = await placeOf(page, "plot.weights");
  const table = await numbers(page);
  const cell = plot.width / UNITS;
  await page.mouse.move(plot.x + 10.5 * cell, plot.y + 40.5 * cell);
  await placeOf(page, "weights.cell");
  const {view} = await state(page);
  const value = table[40][10];
  const words = Number.isNaN(value) ? "no synapse" : `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(3)}`;
  assert.match(view.matrix.pointed, /^Decision E 9 ← Sensory E 11: /);
  assert.ok(view.matrix.pointed.endsWith(words), `${view.matrix.pointed}, not ${words}`);

  const bins = await placeOf(page, "plot.weights_histogram");
  const counts = rowsOf(await command(page, "plot", {plot: "weights-histogram", format: "csv"})).slice(1);
  const all = counts.reduce((sum, row) => sum + row.slice(1).reduce((a, count) => a + Number(count), 0), 0);
  assert.equal(all, table.flat().filter((w) => !Number.isNaN(w)).length, "every synapse is counted once");
  const k = counts.findIndex((row) => Number(row[1]) > 3);
  await page.mouse.move(bins.x + bins.width * (k + 0.5) / counts.length, bins.y + bins.height - 4);
  await placeOf(page, "weights.bin");
  const {view: over} = await state(page);
  assert.ok(over.matrix.pointed.includes(`from E units ${Number(counts[k][1]).toLocaleString("en")}`), over.matrix.pointed);
  await picture(page, "matrices-histogram-1366");
  await page.close();
});

test("the wheel, a drag, a double click and keys choose what is seen, and edit nothing", async () => {
  const page = await trained({width: 1366, height: 768});
  const plot = await placeOf(page, "plot.weights");
  const zoom = async () => (await state(page)).view.matrix.choice.zoom;
  const at = [plot.x + plot.width * 0.25, plot.y + plot.height * 0.75];
  await page.mouse.move(...at);
  const pointedBefore = (await state(page)).view.matrix.pointed;
  for (let k = 0; k < 5; ++k) await page.mouse.wheel({deltaY: -100});
  await settle(page);
  const [scale, x, y] = await zoom();
  assert.ok(scale > 2, `${scale}`);
  assert.ok(Math.abs(x + 0.25 / scale - 0.25) < 0.02 && Math.abs(y + 0.75 / scale - 0.75) < 0.02, "what is pointed at stays");
  assert.equal((await state(page)).view.matrix.pointed, pointedBefore);
  await picture(page, "matrices-zoomed-1366");

  await page.mouse.down();
  await page.mouse.move(at[0] + 60, at[1] - 40, {steps: 6});
  await page.mouse.up();
  await settle(page);
  const [, dragged, down] = await zoom();
  assert.ok(Math.abs(dragged - (x - 60 / plot.width / scale)) < 0.01, `${x} → ${dragged}`);
  assert.ok(Math.abs(down - (y + 40 / plot.height / scale)) < 0.01, `${y} → ${down}`);
  assert.equal((await state(page)).view.selected.kind, "none", "a drag selects nothing");

  await page.keyboard.press("0");
  await settle(page);
  assert.deepEqual(await zoom(), [1, 0, 0]);
  await page.keyboard.press("+");
  await page.keyboard.press("ArrowRight");
  await settle(page);
  const [byKey, right] = await zoom();
  assert.ok(byKey > 1 && right > (1 - 1 / byKey) / 2, `${byKey}, ${right}`);
  await page.mouse.click(...at, {count: 2});
  await settle(page);
  assert.deepEqual(await zoom(), [1, 0, 0], "a double click shows all");
  assert.equal((await state(page)).undo, 0);
  assert.equal((await state(page)).iteration, ITERATIONS);
  await page.close();
});

test("units are ordered by their selectivity, and scripts choose", async () => {
  const page = await trained({width: 1366, height: 768});
  const said = await engineSays();
  await choose(page, "weights.order", "order.selectivity");
  const {view} = await untilState(page, (now) => !now.view.matrix.busy && now.view.order !== "selectivity");
  assert.equal(view.order, said.selectivity[0].name);
  const best = said.selectivity[0].correlation.slice(0, 25);  // the E units of the first area
  const first = best.indexOf(Math.max(...best));
  const plot = await placeOf(page, "plot.weights");
  await page.mouse.move(plot.x + 1, plot.y + 1);
  await placeOf(page, "weights.cell");
  assert.ok((await state(page)).view.matrix.pointed.startsWith(`Sensory E ${first + 1} ← Sensory E ${first + 1}:`));
  await picture(page, "matrices-selectivity-1366");
  await command(page, "order", said.selectivity[1].name);
  assert.equal((await state(page)).view.order, said.selectivity[1].name);
  await command(page, "matrix", {shown: "gradient", layer: "recurrent", zoom: [2, 0.25, 0.5]});
  const {view: asked} = await state(page);
  assert.deepEqual(asked.matrix.choice, {layer: "recurrent", shown: "gradient", zoom: [2, 0.25, 0.5]});
  assert.equal(asked.matrix.iteration, ITERATIONS);
  await assert.rejects(command(page, "matrix", {layer: "hidden"}), /allowed are such as/);
  await assert.rejects(command(page, "matrix", {dream: 1}), /matrix has no "dream"/);
  await page.close();
});

test("on a phone", async () => {
  const page = await trained({width: 390, height: 844, deviceScaleFactor: 2, isMobile: true, hasTouch: true});
  await placeOf(page, "plot.weights");
  await picture(page, "matrices-phone-dark");
  await command(page, "matrix", {shown: "change"});
  assert.ok(await locate(page, "plot.weights_histogram"));
  await page.click("#theme");
  await picture(page, "matrices-phone-light");
  await page.close();
});
