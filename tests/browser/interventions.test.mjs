// The network is taken apart with the mouse: what is silenced breaks the behaviour beside the intact curve, is undone,
// reloaded and handed on, and the program finds the same numbers.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {choose, click, placeOf} from "./support/hands.mjs";
import {command, openPage, picture, root, settle, start, state, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start(); });
after(() => site?.close());

const program = join(root, "build/web/nn4n.mjs");

const selectInhibition = (page, area = 1) => command(page, "select", {area, sign: -1});

async function trained(fragment = "") {
  const page = await openPage(site, {fragment, viewport: {width: 1920, height: 1080}});
  await command(page, "run", 300);
  return page;
}

const effectThere = (page) => untilState(page, ({effect}) => effect !== null).then(({effect}) => effect);

test("inhibitory units are silenced by clicks, and behaviour breaks beside the intact curve", async () => {
  const page = await trained();
  const intact = await state(page);
  await selectInhibition(page, 0);
  await choose(page, "interventions.window", "");
  await click(page, "interventions.silence");
  const effect = await effectThere(page);
  assert.equal(effect.iteration, 300);
  assert.equal(effect.trials, 256);
  assert.ok(effect.intact > 0.8, `intact ${effect.intact}`);
  assert.ok(effect.accuracy < effect.intact - 0.2, `altered ${effect.accuracy}`);
  const now = await state(page);
  assert.deepEqual(now.interventions.map(({act, words, on, problem}) => ({act, words, on, problem})),
      [{act: "silence:Sensory/I", words: "Silence Sensory I", on: true, problem: ""}]);
  assert.equal(now.iteration, intact.iteration, "nothing starts again");
  assert.equal(now.fingerprint, intact.fingerprint);
  await settle(page);
  assert.match(await command(page, "plot", {plot: "behaviour", format: "csv"}), /with interventions/);
  await picture(page, "interventions-silenced");

  await click(page, "interventions.0");  // its switch
  await untilState(page, ({effect: measured}) => measured === null);
  await command(page, "undo");
  assert.deepEqual(await effectThere(page), effect, "the same trials and the same noise");
  await page.reload();
  await page.waitForFunction(() => window.playground);
  assert.equal((await state(page)).interventions.length, 1);
  assert.deepEqual(await effectThere(page), effect, "and after a reload of the page");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("each intervention changes the accuracy in the page exactly as in the program", async () => {
  const page = await trained();
  const folder = mkdtempSync(join(tmpdir(), "nn4n-acts-"));
  const file = join(folder, "run.safetensors");
  const bytes = await page.evaluate(() => window.playground.command("share", {what: "run"}).then(({link}) => link));
  writeFileSync(join(folder, "link.txt"), bytes);
  execFileSync(process.execPath, [program, "train", bytes, "--iterations", "300", "--checkpoint", file],
      {stdio: ["ignore", "ignore", "pipe"]});
  for (const act of ["silence:Decision/I@Stimulus", "clamp:Decision/E/1-4=1", "excite:Decision/E=0.5@200..600",
    "noise:Sensory=0.8", "lesion:Sensory/I", "scale:Sensory>Decision=0.3", "set:Decision/I>Decision/E=0"]) {
    await command(page, "intervene", "");
    await command(page, "intervene", act);
    const {effect} = await state(page);
    const report = JSON.parse(execFileSync(process.execPath,
        [program, "analyse", "--resume", file, "--trials", "256", "--with", act, "--json"], {encoding: "utf8"}));
    assert.ok(Math.abs(report.accuracy - effect.accuracy) < 1e-6, `${act}: ${report.accuracy} ${effect.accuracy}`);
    assert.ok(Math.abs(report.intact.accuracy - effect.intact) < 1e-6, act);
  }
  rmSync(folder, {recursive: true});
  await page.close();
});

test("what does nothing changes no number, and what cannot be read is refused in a sentence", async () => {
  const page = await trained();
  await command(page, "intervene", "scale:Sensory>Decision=1");
  const {effect} = await state(page);
  assert.equal(effect.accuracy, effect.intact);
  await assert.rejects(command(page, "intervene", "silence:V1"), /There is no area "V1"; known are Sensory, Decision/);
  await command(page, "intervene", "silence:Decision@Nap");
  const {interventions} = await state(page);
  assert.match(interventions[1].problem, /has no epoch "Nap"; it has /);
  await page.close();
});

test("a lesion during learning is part of the link, and another page repeats the run to the same bits", async () => {
  const page = await openPage(site);
  await command(page, "run", 60);
  await command(page, "intervene", "lesion:Sensory/E/1-8");
  await command(page, "run", 60);
  const {fingerprint, link, interventions} = await state(page);
  assert.equal(interventions[0].trained, true);
  const other = await openPage(site, {fragment: link});
  await command(other, "run", 120);
  assert.equal((await state(other)).fingerprint, fingerprint);
  const plain = await openPage(site);
  await command(plain, "run", 120);
  assert.notEqual((await state(plain)).fingerprint, fingerprint, "the lesion was felt");
  await Promise.all([page, other, plain].map((each) => each.close()));
});

test("a trained link brings the interventions and what its sender looked at", async () => {
  const page = await trained();
  await selectInhibition(page);
  await command(page, "intervene", "silence:Decision/I@Stimulus");
  await click(page, "tab.circuit");
  const {link} = await page.evaluate(() => window.playground.command("share", {what: "trained"}));
  const other = await openPage(site, {fragment: new URL(link).hash.slice(1)});
  const {view, interventions} = await untilState(other, ({effect}) => effect !== null);
  assert.equal(view.tab, "circuit");
  assert.equal(view.selected.kind, "group");
  assert.equal(interventions[0].act, "silence:Decision/I@Stimulus");
  assert.deepEqual(other.problems, []);
  await Promise.all([page.close(), other.close()]);
});

test("training goes on with an intervention by its tick, and the panel works on a phone", async () => {
  const page = await openPage(site);
  await command(page, "run", 20);
  await selectInhibition(page);
  await command(page, "intervene", "silence:Decision/I");
  await settle(page);
  await click(page, "interventions.0.train");
  const {interventions} = await untilState(page, ({interventions: [one]}) => one.trained);
  assert.equal(interventions[0].trained, true);
  await page.close();
  const phone = await openPage(site, {viewport: {width: 390, height: 844, deviceScaleFactor: 2, hasTouch: true,
    isMobile: true}});
  await command(phone, "run", 20);
  await selectInhibition(phone);
  await command(phone, "intervene", "silence:Decision/I");
  await placeOf(phone, "interventions.silence");
  const {x, width} = await placeOf(phone, "interventions.0.remove");
  assert.ok(x + width <= 390);
  await picture(phone, "interventions-phone");
  await phone.close();
});

test("a click on a synapse offers to set its weight, which is typed, switched, undone and handed on", async () => {
  const page = await trained();
  const intact = await state(page);
  await click(page, "tab.circuit");
  const plot = await placeOf(page, "plot.weights");
  let selected = null;
  for (let step = 1; step < 12 && !(selected?.to_unit >= 0); ++step) {  // until there is a synapse
    await page.mouse.click(plot.x + plot.width * (0.1 + 0.011 * step), plot.y + plot.height * 0.15);
    await settle(page);
    selected = (await state(page)).view.selected;
  }
  assert.equal(selected.kind, "projection");
  assert.match(selected.words, /^Selected: projection .*, synapse \d+ → \d+$/);
  await click(page, "interventions.one");
  const before = await state(page);
  assert.ok(before.view.typing, "the weight is asked for at once");
  assert.match(before.interventions[0].act, /^set:[A-Za-z]+\/[EI]\/\d+>[A-Za-z]+\/[EI]\/\d+=-?[0-9.e-]+$/);
  await page.keyboard.type("2.5");
  await page.keyboard.press("Enter");
  const now = await untilState(page, ({interventions: [one]}) => one?.act.endsWith("=2.5"));
  assert.equal(now.fingerprint, intact.fingerprint, "what was learnt stays");
  await settle(page);
  await picture(page, "interventions-one-weight");
  await click(page, "interventions[0].value");
  await page.keyboard.type("1000");
  await page.keyboard.press("Enter");
  const refused = await untilState(page, ({view: {notice}}) => notice.includes("1000"));
  assert.match(refused.view.notice, /The weight is "1000"; allowed -100 to 100\./);
  assert.ok(refused.interventions[0].act.endsWith("=2.5"));
  const effect = await effectThere(page);
  assert.equal(effect.intact, now.effect?.intact ?? effect.intact);
  await click(page, "interventions.0.train");
  await untilState(page, ({interventions: [one]}) => one.trained);
  await command(page, "run", 320);
  const {fingerprint, link} = await state(page);
  const other = await openPage(site, {fragment: link});
  await command(other, "run", 620);
  assert.equal((await state(other)).fingerprint, fingerprint, "another page trains through it to the same bits");
  assert.deepEqual(page.problems, []);
  await Promise.all([page.close(), other.close()]);
});

test("what is frozen by a click does not learn, in the page as in the program, until it is switched off", async () => {
  const page = await openPage(site, {viewport: {width: 1920, height: 1080}});
  await command(page, "run", 20);
  await command(page, "select", {area: 0, sign: 1, to_area: 1, to_sign: 1});
  await settle(page);
  const intact = await state(page);
  await click(page, "interventions.freeze");
  const {interventions, effect} = await untilState(page, ({interventions: [one]}) => one?.trained);
  assert.deepEqual(interventions.map(({act, trained}) => ({act, trained})),
      [{act: "freeze:Sensory/E>Decision/E", trained: true}]);
  assert.equal(effect, null, "it changes no rate, so there is nothing to compare");
  await picture(page, "interventions-freeze");
  await command(page, "run", 40);
  const frozen = await state(page);
  assert.notEqual(frozen.fingerprint, intact.fingerprint);
  const folder = mkdtempSync(join(tmpdir(), "nn4n-frozen-"));
  const [start, end] = [join(folder, "start.safetensors"), join(folder, "end.safetensors")];
  const train = (...words) => JSON.parse(execFileSync(process.execPath, [program, "train", ...words],
      {encoding: "utf8", stdio: ["ignore", "pipe", "ignore"]}).trim().split("\n").at(-1));
  train("preset:pdm", "--iterations", "20", "--checkpoint", start);
  const result = train("--resume", start, "--iterations", "60", "--with", "freeze:Sensory/E>Decision/E", "--checkpoint", end);
  assert.equal(result.fingerprint, frozen.fingerprint, "the program freezes the same");
  rmSync(folder, {recursive: true});
  await click(page, "interventions.0");
  const {interventions: [thawed]} = await untilState(page, ({interventions: [one]}) => !one.trained);
  assert.equal(thawed.act, "freeze:Sensory/E>Decision/E");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("the network is taken apart: the atlas has the program's numbers, and a click on a unit silences it", async () => {
  const page = await trained();
  await settle(page);
  await click(page, "interventions.apart");
  await page.waitForSelector("dialog.apart[open]");
  await page.waitForFunction(() => /parts are measured/.test(document.querySelector("#apart-words").textContent));
  await page.click("#apart-close");  // stops it
  for (let waits = 0; page.workers().some((one) => one.url().includes("analysis-worker")); ++waits) {
    assert.ok(waits < 100, "its Worker ends");
    await new Promise((done) => setTimeout(done, 100));
  }
  await click(page, "interventions.apart");
  await page.waitForSelector("dialog.apart .apart-picture rect");
  const folder = mkdtempSync(join(tmpdir(), "nn4n-atlas-"));
  const file = join(folder, "run.safetensors");
  execFileSync(process.execPath, [program, "train", "preset:pdm", "--iterations", "300", "--checkpoint", file], {stdio: "ignore"});
  const {atlas} = JSON.parse(execFileSync(process.execPath,
      [program, "analyse", "--resume", file, "--what", "atlas", "--json"], {encoding: "utf8", maxBuffer: 1e8}));
  const titles = await page.$$eval(".apart-picture:not(.apart-driven) title", (list) => list.map(({textContent}) => textContent));
  const units = atlas.rows.filter(({kind}) => kind === "unit");
  assert.equal(titles.length, units.length * (atlas.conditions.length + 1));
  for (const {name, accuracy} of units)
    assert.ok(titles.some((title) => title.startsWith(`${name}: silenced ${(100 * accuracy).toFixed(1)} %`)), name);
  const parts = await page.$$eval(".apart-table:first-of-type tbody tr", (rows) => rows.length);
  assert.equal(parts, atlas.rows.length - units.length);
  await picture(page, "apart");
  await page.waitForSelector(".apart-driven rect");
  const {stimulation, currents} = JSON.parse(execFileSync(process.execPath, [program, "analyse", "--resume", file, "--what",
    "stimulation,currents", "--json"], {encoding: "utf8", maxBuffer: 1e8}));
  const driven = await page.$$eval(".apart-driven title", (list) => list.map(({textContent}) => textContent));
  assert.equal(driven.length, stimulation.units.length);
  stimulation.units.forEach(({act, changed, trials}, k) =>
    assert.match(driven[k], new RegExp(`^${act.slice(7, act.indexOf("="))}: a current of 1 changes ${changed} of ${trials} choices`)));
  const lines = (selector) => page.$$eval(`${selector} .line`, (list) => list.length);
  assert.equal(await lines(".apart-content > .apart-plot"), stimulation.groups.length);
  const shown = currents.areas.filter(({condition}) => condition === currents.areas[0].condition);
  assert.equal(await lines(".apart-plots"), shown.flatMap(({mean}) => mean).filter((list) => list.some((value) => value !== 0)).length);
  const [first] = await page.$$eval("#apart-condition option", (list) => list.map(({value}) => value));
  assert.equal(first, currents.areas[0].condition);
  await page.evaluate(() => document.querySelector(".apart-plots").scrollIntoView());
  await picture(page, "apart-currents");
  const worst = units.reduce((a, b) => a.drop > b.drop ? a : b);
  const index = units.indexOf(worst);
  await page.evaluate((at) => document.querySelectorAll(".apart-picture rect")[at].dispatchEvent(new MouseEvent("click")),
      index * (atlas.conditions.length + 1));
  const {interventions} = await untilState(page, ({interventions: list}) => list.length === 1);
  assert.equal(interventions[0].act, worst.act);
  rmSync(folder, {recursive: true});
  assert.deepEqual(page.problems, []);
  await page.close();
});
