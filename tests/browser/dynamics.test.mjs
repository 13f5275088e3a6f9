// The tab Dynamics as a person uses it: opened by a click, turned by a drag, points chosen in the table, the held input
// changed and moved on its slider; and the worker that computes it all ended under its hands.
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

/** Waits until nothing is being computed. */
const known = (page) => untilState(page, ({dynamics}) => !dynamics.busy && dynamics.iteration !== null);

/** What the engine finds under node in the same run. */
async function engineSays(what) {
  const {default: createModule} = await import(pathToFileURL(join(root, "build/web/nn4n-engine.mjs")));
  const {Engine} = await createModule();
  const engine = new Engine();
  engine.open("");
  engine.step(ITERATIONS);
  const answer = {...JSON.parse(engine.analyse(what)), ...JSON.parse(engine.state())};
  engine.delete();
  return answer;
}

/** Ends the analysis worker without a word, as a browser may. */
const endAnalysis = (page) => page.workers().find((one) => one.url().includes("analysis-worker")).evaluate(() => self.close());

test("it shows what the engine finds, and its parts are used by hand", async () => {
  const page = await openPage(site, {viewport: {width: 1600, height: 900}});
  assert.ok(!page.workers().some((one) => one.url().includes("analysis")), "nothing is loaded before it is wanted");
  await command(page, "run", ITERATIONS);
  await click(page, "tab.dynamics");
  const {dynamics, fingerprint} = await known(page);
  const expected = await engineSays("fixed_points@usual,pca");
  assert.equal(fingerprint, expected.fingerprint);
  assert.equal(dynamics.iteration, ITERATIONS);
  assert.equal(dynamics.input, expected.fixed_points.input);
  assert.deepEqual(dynamics.points.map(({kind}) => kind), expected.fixed_points.points.map(({kind}) => kind));
  dynamics.points.forEach(({speed, stable}, k) => {
    assert.ok(Math.abs(speed - expected.fixed_points.points[k].speed) < 1e-9);
    assert.equal(stable, expected.fixed_points.points[k].stable);
  });
  dynamics.explained.forEach((share, k) => assert.ok(Math.abs(share - expected.pca.explained[k]) < 1e-5));
  await picture(page, "dynamics");

  await click(page, "dynamics.point[0]");
  const {dynamics: chosen} = await known(page);
  assert.equal(chosen.choice.point, 0);
  await click(page, "dynamics.point[0]");

  await click(page, "dynamics.dimensions#3");
  const plot = await placeOf(page, "plot.dynamics");
  const before3d = (await state(page)).dynamics.choice;
  await page.mouse.move(plot.x + plot.width * 0.4, plot.y + plot.height * 0.4);
  await page.mouse.down();
  await page.mouse.move(plot.x + plot.width * 0.7, plot.y + plot.height * 0.5, {steps: 6});
  await page.mouse.up();
  await settle(page);
  const {choice: turned} = (await state(page)).dynamics;
  assert.ok(turned.turn > before3d.turn + 0.3, `${before3d.turn} → ${turned.turn}`);
  await picture(page, "dynamics-3d");
  await click(page, "dynamics.dimensions#2");

  await choose(page, "dynamics.input", "zero");
  const {dynamics: silent} = await known(page);
  assert.equal(silent.input, "no input");
  const without = await engineSays("fixed_points@zero");
  assert.equal(silent.points.length, without.fixed_points.points.length);

  await choose(page, "dynamics.to", "Decision");
  await known(page);
  await click(page, "dynamics.at", {x: 0.5});
  const {dynamics: half} = await known(page);
  assert.ok(Math.abs(half.choice.at - 0.5) < 0.03, `${half.choice.at}`);
  assert.equal(half.problem, "");
  await picture(page, "dynamics-way");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("it follows the run while it trains, and the film", async () => {
  const page = await openPage(site, {viewport: {width: 1366, height: 768}});
  await click(page, "tab.dynamics");
  await known(page);
  await command(page, "run");
  await untilState(page, ({dynamics}) => dynamics.iteration >= 50);
  await command(page, "pause");
  const {iteration} = await untilState(page, ({iteration: now, dynamics}) => !dynamics.busy && dynamics.iteration === now);
  assert.ok(iteration >= 50);
  const moment = await command(page, "film", 50);
  await untilState(page, ({dynamics}) => !dynamics.busy && dynamics.iteration === 50);
  assert.equal(moment, 50);
  assert.equal((await state(page)).dynamics.stale, "");
  await command(page, "film");
  const {dynamics} = await untilState(page, ({iteration: now, dynamics: d}) => !d.busy && d.iteration === now);
  assert.equal(dynamics.problem, "");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("scripts choose what it shows; what cannot be shown is refused in words", async () => {
  const page = await openPage(site, {viewport: {width: 1366, height: 768}});
  await command(page, "dynamics", {input: "zero", plane: "axes1+2"});
  const {dynamics, view} = await state(page);
  assert.equal(view.tab, "dynamics");
  assert.equal(dynamics.busy, false);
  assert.equal(dynamics.input, "no input");
  await placeOf(page, "plot.dynamics");
  await assert.rejects(command(page, "dynamics", {input: "Nowhere"}), /there is no epoch "Nowhere"/);
  await assert.rejects(command(page, "dynamics", {plane: "pca7"}), /"plane" is not allowed/);
  await assert.rejects(command(page, "dynamics", {dream: 1}), /dynamics has no "dream"/);
  await page.close();
});

test("when its worker ends, it says so, and goes on when asked", async () => {
  const page = await openPage(site, {viewport: {width: 1366, height: 768}});
  await command(page, "dynamics", {input: "zero"});
  await endAnalysis(page);
  await click(page, "dynamics.again");
  const {dynamics: lost} = await untilState(page, ({dynamics}) => dynamics.problem !== "");
  assert.match(lost.problem, /^The analysis has stopped\. Its Worker has not answered\.$/);
  await picture(page, "dynamics-lost");
  await click(page, "dynamics.again");
  const {dynamics: back} = await known(page);
  assert.equal(back.problem, "");
  assert.equal(back.input, "no input");
  await page.close();
});

for (const [name, viewport] of Object.entries({
  wide: {width: 1920, height: 1080},
  usual: {width: 1366, height: 768},
  phone: {width: 390, height: 844, deviceScaleFactor: 2, isMobile: true, hasTouch: true},
})) {
  test(`it can be read in each theme: ${name}`, async () => {
    const page = await openPage(site, {viewport});
    await command(page, "run", 300);
    await command(page, "dynamics", {input: "usual"});
    for (const theme of name === "phone" ? ["dark"] : ["dark", "light", "projector"]) {
      if (theme !== "dark") await page.click("#theme");
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), theme);
      await picture(page, `dynamics-${name}-${theme}`);
    }
    await placeOf(page, "plot.dynamics");
    assert.deepEqual(page.problems, []);
    await page.close();
  });
}

test("while an intervention acts, the intact trajectories are dashed beside the altered ones, as the engine says them", async () => {
  const page = await openPage(site, {viewport: {width: 1600, height: 900}});
  await command(page, "run", ITERATIONS);
  await click(page, "tab.dynamics");
  await known(page);
  await settle(page);
  const csvOf = () => command(page, "plot", {plot: "dynamics", format: "csv"});
  assert.doesNotMatch(await csvOf(), /intact/);
  await command(page, "intervene", "silence:Decision/I@Stimulus");
  await untilState(page, ({dynamics, effect}) => effect && !dynamics.busy && dynamics.stale === "");
  await settle(page);
  assert.match(await csvOf(), /, intact/);
  await picture(page, "dynamics-altered");
  await click(page, "tab.circuit");
  await picture(page, "circuit-altered");
  await click(page, "tab.dynamics");
  await command(page, "intervene", "");
  await untilState(page, ({dynamics, effect}) => !effect && !dynamics.busy && dynamics.stale === "");
  await settle(page);
  assert.doesNotMatch(await csvOf(), /intact/, "without it they are gone");
  assert.deepEqual(page.problems, []);
  await page.close();
});
