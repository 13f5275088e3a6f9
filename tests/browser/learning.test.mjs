// The curves as a person uses them: terms and norms in the place of the loss, linear or on a log scale, zoomed and moved by
// wheel, drag and keys; and the activity by condition in heat map and traces. The numbers are those of the engine.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {pathToFileURL} from "node:url";
import {join} from "node:path";
import {choose, click, placeOf} from "./support/hands.mjs";
import {command, openPage, picture, root, settle, start, state, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start(); });
after(() => site?.close());

const ITERATIONS = 120;

async function engineSays(what) {
  const {default: createModule} = await import(pathToFileURL(join(root, "build/web/nn4n-engine.mjs")));
  const {Engine} = await createModule();
  const engine = new Engine();
  engine.open("");
  engine.step(ITERATIONS);
  const curves = engine.table("curves").trim().split("\n").map((line) => line.split(","));
  const said = {curves, ...JSON.parse(engine.state()), ...what ? JSON.parse(engine.analyse(what)) : {}};
  engine.delete();
  return said;
}

const rowsOf = (csv) => csv.trim().split("\n").map((line) => line.split(","));
const near = (found, wanted) => assert.ok(Math.abs(found - wanted) <= 1e-4 * Math.max(1e-3, Math.abs(wanted)), `${found}, not ${wanted}`);
const known = (page) => untilState(page, ({view}) => !view.activity.busy);

async function trained(viewport) {
  const page = await openPage(site, {viewport});
  await command(page, "run", ITERATIONS);
  return page;
}

test("norms and terms stand beside the accuracy, in the numbers of the engine", async () => {
  const page = await trained({width: 1366, height: 768});
  const said = await engineSays();
  assert.equal((await state(page)).fingerprint, said.fingerprint);
  assert.deepEqual(said.curves[0], ["iteration", "loss", "accuracy", "gradient_norm", "weight_norm"]);
  await choose(page, "curves.shown", "curves.norms");
  const norms = rowsOf(await command(page, "plot", {plot: "learning", format: "csv"}));
  assert.equal(norms.length, ITERATIONS + 1);
  for (const k of [1, 2, 57, ITERATIONS]) {
    near(Number(norms[k][1]), Number(said.curves[k][3]));
    near(Number(norms[k][2]), Number(said.curves[k][4]));
  }
  assert.ok(norms.slice(1).every(([, gradient, weights]) => gradient > 0 && weights > 1));
  await picture(page, "learning-norms-1366-dark");
  await choose(page, "curves.shown", "curves.terms.linear");
  const {experiment, view} = await state(page);
  assert.deepEqual([view.curves.shown, view.curves.linear], ["terms", true]);
  const terms = rowsOf(await command(page, "plot", {plot: "learning", format: "csv"}));
  const weights = experiment.loss.map(({weight}) => weight);
  for (const k of [1, 60, ITERATIONS]) {
    const sum = weights.reduce((all, weight, i) => all + weight * Number(terms[k][i + 1]), 0);
    near(sum, Number(said.curves[k][1]));
  }
  await page.click("#theme");
  await picture(page, "learning-terms-1366-light");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("they survive a checkpoint", async () => {
  const {default: createModule} = await import(pathToFileURL(join(root, "build/web/nn4n-engine.mjs")));
  const {Engine} = await createModule();
  const [one, other] = [new Engine(), new Engine()];
  one.open("");
  one.step(20);
  assert.equal(JSON.parse(other.restore(one.checkpoint())).ok, true);
  assert.equal(other.table("curves"), one.table("curves"));
});

test("the curves are zoomed and moved by hand, both together, and nothing is edited", async () => {
  const page = await trained({width: 1366, height: 768});
  const plot = await placeOf(page, "plot.loss");
  const zoom = async () => (await state(page)).view.curves.zoom;
  await page.mouse.move(plot.x + plot.width * 0.5, plot.y + plot.height * 0.5);
  for (let k = 0; k < 4; ++k) await page.mouse.wheel({deltaY: -100});
  await settle(page);
  const [scale, left] = await zoom();
  assert.ok(scale > 2, `${scale}`);
  assert.ok(Math.abs(left + 0.5 / scale - 0.5) < 0.02, "what is pointed at stays");
  await picture(page, "learning-zoomed-1366");
  await page.mouse.down();
  await page.mouse.move(plot.x + plot.width * 0.5 - 80, plot.y + plot.height * 0.5, {steps: 5});
  await page.mouse.up();
  await settle(page);
  const [, right] = await zoom();
  assert.ok(Math.abs(right - (left + 80 / plot.width / scale)) < 0.02, `${left} → ${right}`);
  await page.keyboard.press("0");
  await settle(page);
  assert.deepEqual(await zoom(), [1, 0]);
  const accuracy = await placeOf(page, "plot.accuracy");
  await page.mouse.click(accuracy.x + accuracy.width / 2, accuracy.y + accuracy.height / 2, {count: 2});
  await settle(page);
  assert.equal((await zoom())[0], 4, "a double click shows a part where all is seen");
  const now = await state(page);
  assert.equal(now.undo, 0);
  assert.equal(now.iteration, ITERATIONS);
  assert.equal(now.film.shown, null);
  await command(page, "curves", {zoom: [1, 0], shown: "loss"});
  await assert.rejects(command(page, "curves", {shown: "dreams"}), /allowed are such as/);
  await page.close();
});

test("heat map and traces show the trials of a condition: their mean or one, with noise or without", async () => {
  const page = await trained({width: 1366, height: 768});
  const sample = (await state(page)).moments.trial;
  await choose(page, "trial.activity", "activity.mean");
  const {view} = await known(page);
  const {conditions, condition, averaged} = view.activity;
  assert.ok(conditions.length > 2);
  const said = await engineSays(`activity/mean@${condition}`);
  assert.equal(averaged, said.activity.averaged);
  const steps = said.activity.steps;
  const compare = (rows, rates) => {
    assert.equal(rows.length, 65);
    for (const [unit, step] of [[0, 3], [20, 40], [63, steps - 1]]) near(Number(rows[unit + 1][step + 1]), rates[unit * steps + step]);
  };
  compare(rowsOf(await command(page, "plot", {plot: "rates", format: "csv"})), said.activity.rates);
  assert.match((await state(page)).moments.trial, /a mean over \d+ trials, which is not judged/);
  await picture(page, "activity-mean-1366-dark");

  await choose(page, "trial.activity", "activity.single_quiet");
  await known(page);
  await click(page, "trial.next");
  const {view: single} = await untilState(page, (now) => !now.view.activity.busy && now.view.activity.choice.trial === 1);
  const quiet = await engineSays(`activity/1+quiet@${single.activity.condition}`);
  compare(rowsOf(await command(page, "plot", {plot: "rates", format: "csv"})), quiet.activity.rates);
  assert.match(single.activity.words, /^Trial 2 of \d+: .*, without noise$/);

  await choose(page, "trial.activity", "activity.mean");
  await choose(page, "trial.condition", `condition.${conditions[1]}`);
  const {view: second} = await known(page);
  assert.equal(second.activity.condition, conditions[1]);
  await choose(page, "trial.order", "order.selectivity");
  const {view: sorted} = await untilState(page, (now) => !now.view.activity.busy && now.view.order !== "selectivity");
  const {selectivity} = await engineSays("selectivity");
  const first = selectivity[0].correlation.slice(0, 25);
  assert.equal(sorted.order, selectivity[0].name);
  const rows = rowsOf(await command(page, "plot", {plot: "rates", format: "csv"}));
  assert.equal(rows[1][0], `Sensory E ${first.indexOf(Math.max(...first)) + 1}`);
  await page.click("#theme");
  await picture(page, "activity-selectivity-1366-light");

  await choose(page, "trial.activity", "activity.sample");
  const {moments} = await untilState(page, (now) => !/condition|mean over/.test(now.moments.trial));
  assert.equal(moments.trial, sample);
  await command(page, "activity", {condition: "all", noise: false});
  assert.equal((await state(page)).view.activity.condition, "all");
  await assert.rejects(command(page, "activity", {condition: "choice=77"}), /no trials of condition/);
  await assert.rejects(command(page, "activity", {trial: -1}), /allowed are such as/);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("on a phone", async () => {
  const page = await trained({width: 390, height: 844, deviceScaleFactor: 2, isMobile: true, hasTouch: true});
  await command(page, "activity", {condition: ""});
  await command(page, "curves", {shown: "norms"});
  await picture(page, "learning-phone-dark");
  await page.click("#theme");
  await picture(page, "learning-phone-light");
  await page.close();
});
