// The circuit as a person uses it: seen at once, played, read, and selected from, with mouse, finger and keys. What it
// says is checked against the state and against the other views.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {choose, click, placeOf} from "./support/hands.mjs";
import {command, openPage, picture, settle, start, state, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start(); });
after(() => site?.close());

const phone = {width: 390, height: 844, deviceScaleFactor: 2, hasTouch: true, isMobile: true};
const view = async (page) => (await state(page)).view;
const selectedWords = async (page) => (await view(page)).selected.words;
const middle = ({x, y, width, height}) => [x + width / 2, y + height / 2];

async function pointAt(page, name) {
  await page.mouse.move(...middle(await placeOf(page, name)));
  await settle(page);
  return (await view(page)).pointed;
}

/** The pixels under a name, without the pointer. */
async function look(page, name) {
  await page.mouse.move(2, 2);
  const clip = await placeOf(page, name);
  return Buffer.from(await page.screenshot({clip})).toString("base64");
}

test("the network is on the screen at once, beside its curves, before any training", async () => {
  const page = await openPage(site);
  await settle(page);
  const diagram = await placeOf(page, "circuit.diagram");
  const loss = await placeOf(page, "plot.loss");
  const {width, height} = page.viewport();
  for (const {x, y, width: w, height: h} of [diagram, loss]) {
    assert.ok(x >= 0 && y >= 0 && x + w <= width && y + h <= height, "all of it can be seen");
  }
  assert.equal((await state(page)).iteration, 0);
  for (const name of ["unit[0]", "unit[63]", "projection[1E][0E]", "projection[0E][0I]"]) {
    await placeOf(page, name);
  }
  const {playback} = await view(page);
  assert.equal(playback.playing, false, "nothing plays by itself for who wants little motion");
  await picture(page, "circuit-untrained");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("it lights up once by itself, comes to rest, and then costs nothing", async () => {
  const page = await openPage(site, {motion: true});
  await untilState(page, ({view: {playback}}) => playback.playing || playback.at_ms === playback.duration_ms);
  await untilState(page, ({view: {playback}}) => !playback.playing && playback.at_ms === playback.duration_ms);
  await settle(page);
  const {frames} = await view(page);
  await new Promise((done) => setTimeout(done, 700));
  assert.equal((await view(page)).frames, frames);
  await page.close();
});

test("a trial is played, stopped and moved by hand; the units follow", async () => {
  const page = await openPage(site);
  await command(page, "run", 100);
  await command(page, "show_moment", 0);
  const dark = await look(page, "circuit.diagram");
  await click(page, "circuit.time", {x: 0.75});
  const lit = await look(page, "circuit.diagram");
  assert.notEqual(dark, lit, "another moment looks different");
  const {playback} = await view(page);
  const {width} = await placeOf(page, "circuit.time");
  const wanted = (0.75 * width - 6) / (width - 12);  // the knob's radius at both ends
  assert.ok(Math.abs(playback.at_ms / playback.duration_ms - wanted) < 0.02, `${playback.at_ms}`);
  await placeOf(page, "trial.moment");

  await choose(page, "circuit.speed", "speed.0.05");
  assert.equal((await view(page)).playback.speed, 0.05);
  await click(page, "circuit.play");
  const {playback: early} = await untilState(page, ({view: {playback: now}}) => now.playing).then(({view: v}) => v);
  await new Promise((done) => setTimeout(done, 600));
  const {playback: later} = await view(page);
  assert.ok(later.at_ms > early.at_ms, "time passes");
  await click(page, "circuit.play");
  assert.equal((await view(page)).playback.playing, false);

  await click(page, "circuit.time", {x: 0.5});  // the slider has the keyboard now
  await settle(page);
  const {playback: stopped} = await view(page);
  await page.keyboard.press("ArrowRight");
  await settle(page);
  assert.equal((await view(page)).playback.step, stopped.step + 1, "a key is a step of the trial");
  await page.keyboard.press("End");
  await settle(page);
  assert.equal((await view(page)).playback.step, 59);
  assert.equal((await state(page)).iteration, 100, "nothing was trained by all this");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("pointing at a unit reads its rate and its synapses, the same as in the other views", async () => {
  const page = await openPage(site);
  await command(page, "run", 60);
  await command(page, "show_moment", 700);
  const unit = await pointAt(page, "unit[40]");
  assert.equal(unit.heading, "Decision E 9");
  assert.match(unit.value, /^rate \d\.\d\d$/);
  const counts = unit.lines.map(({name}) => name.match(/^(from|to) (\S+ [EI]), (\d+) synapses?$/)).filter(Boolean);
  assert.ok(counts.length >= 4, `${unit.lines.map(({name}) => name)}`);
  const fromInhibitory = unit.lines.find(({name}) => name.startsWith("from Decision I"));
  assert.match(fromInhibitory.value, /^−/, "inhibition is negative");
  await picture(page, "circuit-unit");

  const line = await pointAt(page, "projection[1E][0E]");
  assert.equal(line.heading, "Sensory E → Decision E");
  const [synapses] = line.lines;
  const [present, pairs] = synapses.value.split(" of ").map((number) => Number(number.replace(",", "")));
  assert.equal(pairs, 25 * 25);
  assert.ok(present > 0 && present < pairs);
  await page.close();
});

test("a click selects for all views, in words; Escape and an empty click clear it", async () => {
  const page = await openPage(site);
  await command(page, "run", 40);
  await settle(page);
  const plain = {rates: await look(page, "plot.rates"), circuit: await look(page, "circuit.diagram")};
  const places = await page.evaluate(() => window.playground.places());
  await click(page, "unit[40]");
  assert.equal(await selectedWords(page), "Selected: unit 9 of Decision, excitatory");
  assert.notEqual(await look(page, "plot.rates"), plain.rates, "the heat map marks it");
  assert.notEqual(await look(page, "circuit.diagram"), plain.circuit);
  const after = await page.evaluate(() => window.playground.places());
  for (const name of Object.keys(places).filter((each) => !each.startsWith("readout"))) {
    assert.deepEqual(after[name], places[name], `${name} has moved`);
  }
  await picture(page, "circuit-selected");
  await page.keyboard.press("Escape");
  await untilState(page, ({view: {selected}}) => selected.kind === "none");

  const rates = await placeOf(page, "plot.rates");
  await page.mouse.click(rates.x + rates.width / 2, rates.y + 3.5 / 64 * rates.height);
  await untilState(page, ({view: {selected}}) => selected.unit === 3);
  assert.equal(await selectedWords(page), "Selected: unit 4 of Sensory, excitatory");
  const diagram = await placeOf(page, "circuit.diagram");
  await page.mouse.click(diagram.x + 2, diagram.y + 2);
  await untilState(page, ({view: {selected}}) => selected.kind === "none");

  await click(page, "tab.circuit");
  const weights = await placeOf(page, "plot.weights");
  const unmarked = await look(page, "plot.weights");
  await click(page, "projection[1E][0E]");
  assert.equal(await selectedWords(page),
      "Selected: projection Sensory E → Decision E");
  assert.notEqual(await look(page, "plot.weights"), unmarked, "the matrix marks its block");
  await picture(page, "circuit-projection");
  await page.mouse.click(weights.x + 0.1 * weights.width, weights.y + 0.1 * weights.height);
  await untilState(page, ({view: {selected}}) => selected.kind === "projection" && selected.to_area === 0);
  assert.equal((await view(page)).selected.sign, 1);
  await command(page, "select", {area: 1});
  assert.equal(await selectedWords(page), "Selected: area Decision, 32 units");
  await assert.rejects(command(page, "select", {unit: 64}), /no such unit/);
  await command(page, "select");
  assert.equal(await selectedWords(page), "");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("keys reach units, groups, areas and projections", async () => {
  const page = await openPage(site);
  await settle(page);
  await click(page, "unit[5]");
  const key = async (name) => {
    await page.keyboard.press(name);
    await settle(page);
    return (await view(page)).selected;
  };
  assert.equal((await key("ArrowRight")).kind, "unit");
  const {unit} = (await view(page)).selected;
  assert.notEqual(unit, 5);
  assert.equal((await key("ArrowLeft")).unit, 5);
  assert.equal((await key("Enter")).kind, "group");
  assert.equal((await key("Enter")).kind, "area");
  assert.equal((await key("PageDown")).kind, "projection");
  assert.equal((await key("Escape")).kind, "none");
  await page.close();
});

test("a finger selects, and plays, on a phone", async () => {
  const page = await openPage(site, {viewport: phone});
  await command(page, "run", 20);
  await settle(page);
  const diagram = await placeOf(page, "circuit.diagram");
  assert.ok(diagram.y + diagram.height < phone.height, "the circuit is what the page begins with");
  await page.touchscreen.tap(...middle(await placeOf(page, "unit[40]")));
  await untilState(page, ({view: {selected}}) => selected.unit === 40);
  await page.touchscreen.tap(...middle(await placeOf(page, "circuit.play")));
  await untilState(page, ({view: {playback}}) => playback.playing);
  await picture(page, "circuit-phone");
  await page.touchscreen.tap(...middle(await placeOf(page, "circuit.play")));
  await untilState(page, ({view: {playback}}) => !playback.playing);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("networks of other sizes have their circuits: one unit, no signs, five areas, many units", async () => {
  const page = await openPage(site);
  const networks = {
    one: "v=0&network.areas.0.units=1&network.areas.1.units=1&training.batch=8",
    many: "v=0&network.areas.0.units=256&network.areas.1.units=256&training.batch=4",
    unsigned: "v=0&network.recurrent_weights.dales_law=0&training.batch=8",
  };
  for (const [name, link] of Object.entries(networks)) {
    await command(page, "open", link);
    await settle(page);
    await placeOf(page, "unit[1]");
    await picture(page, `circuit-${name}`);
  }
  for (const preset of ["preset:context", "preset:sine", "preset:flipflop", "preset:three_areas", "preset:one_area"]) {
    await command(page, "open", preset).catch(() => {});
    await settle(page);
    await placeOf(page, "circuit.diagram");
    await picture(page, `circuit-${preset.slice(7)}`);
  }
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("pictures in the themes, and large", async () => {
  for (const theme of ["dark", "light"]) {
    const page = await openPage(site, {theme, prepare: (tab) => tab.evaluateOnNewDocument(() => localStorage.clear())});
    await command(page, "run", 300);
    await settle(page);
    await picture(page, `circuit-page-${theme}`);
    await click(page, "tab.circuit");
    await picture(page, `circuit-large-${theme}`);
    await page.close();
  }
});

/** Loses all that was drawn, so that the page paints everything anew. */
async function paintWhole(page) {
  await page.evaluate(() => new Promise((back) => {
    const canvas = document.querySelector("#canvas");
    const loss = canvas.getContext("webgl2").getExtension("WEBGL_lose_context");
    canvas.addEventListener("webglcontextrestored", back, {once: true});
    canvas.addEventListener("webglcontextlost", () => setTimeout(() => loss.restoreContext()), {once: true});
    loss.loseContext();
  }));
  await settle(page);
}

test("a frame paints only what is new, and shows the same as one that paints everything", async () => {
  const page = await openPage(site, {viewport: {width: 1366, height: 768, deviceScaleFactor: 1.25}});
  await command(page, "run", 100);
  const steps = {
    "a trial has played": async () => {
      await command(page, "play_trial");
      await untilState(page, ({view: {playback}}) => playback.at_ms > 0.3 * playback.duration_ms);
      await command(page, "show_moment", 600);
    },
    "something is pointed at": () => pointAt(page, "unit[5]"),
    "another tab is open": () => click(page, "tab.weights"),
    "the theme is another": () => page.click("#theme"),
    "it has trained on": () => command(page, "run", 120),
  };
  for (const [what, step] of Object.entries(steps)) {
    await step();
    await settle(page);
    const canvas = await page.$("#canvas");
    const inParts = Buffer.from(await canvas.screenshot());
    await paintWhole(page);
    assert.ok(inParts.equals(Buffer.from(await canvas.screenshot())), what);
  }
  assert.deepEqual(page.problems, []);
  await page.close();
});
