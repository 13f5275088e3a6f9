// The page as a person uses it first: it loads, learns, and draws nothing when nothing changes.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {command, lookOfCanvas, openPage, picture, start, state, textOf, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start(); });
after(() => site?.close());

test("the page loads without an error and without asking another origin", async () => {
  const page = await openPage(site);
  assert.equal(await textOf(page, "h1"), "NN4N Playground");
  assert.deepEqual(page.problems, []);
  const {status, iteration, accuracy, fingerprint, issues} = await state(page);
  assert.deepEqual({status, iteration, accuracy, issues}, {status: "idle", iteration: 0, accuracy: null, issues: []});
  assert.match(fingerprint, /^[0-9a-f]{8}$/);
  await picture(page, "idle-dark-1366x768");
  assert.ok((await lookOfCanvas(page)).colours > 50, "something is drawn");
  await page.close();
});

test("the tests notice what a page must not do", async () => {
  const page = await openPage(site);
  await page.evaluate(() => document.body.setAttribute("style", "color: red"));
  await page.evaluate(() => fetch("http://elsewhere.invalid/").catch(() => {}));
  await page.waitForFunction(() => true);
  assert.ok(page.problems.some((problem) => /Content Security Policy/.test(problem)), page.problems.join("\n"));
  assert.ok(page.problems.some((problem) => /elsewhere/.test(problem)), page.problems.join("\n"));
  await page.close();
});

test("while it loads, the page says what it is and how much has arrived", async () => {
  const page = await openPage(site, {ready: false, prepare: async (tab) => {
    await tab.setRequestInterception(true);
    tab.on("request", (request) => {
      if (!/playground.*\.wasm$/.test(request.url())) request.continue();
    });
  }});
  assert.match(await textOf(page, "#what"), /recurrent network/);
  await page.waitForFunction(() => document.querySelector("#progress").position > 0);
  assert.ok(await page.$eval("#progress", (bar) => bar.position < 1));
  assert.match(await textOf(page, "#progress-label"), /^Loading the playground: [\d,]+ of [\d,]+ kB$/);
  await picture(page, "loading");
  await page.close();
});

test("pressing Run, perceptual decision making passes 85 % within 600 iterations", async () => {
  const page = await openPage(site);
  const {experiment} = await state(page);
  assert.equal(experiment.task.name, "pdm");
  assert.equal(experiment.network.areas.reduce((units, area) => units + area.units, 0), 64);
  await page.click("#run");
  const {status} = await untilState(page, ({iteration}) => iteration > 0);
  assert.equal(status, "training");
  assert.equal(await textOf(page, "#run"), "Pause");
  const learnt = await untilState(page, ({accuracy, iteration}) => accuracy > 0.85 || iteration >= 600);
  assert.ok(learnt.accuracy > 0.85, `accuracy ${learnt.accuracy} at iteration ${learnt.iteration}`);
  await picture(page, "training-dark-1366x768");
  await page.click("#run");
  await untilState(page, (now) => now.status === "paused");
  await command(page, "pause");  // is done when the snapshot has come that the Worker sent after it had stopped
  const paused = await state(page);
  await page.waitForFunction((words) => document.querySelector("#iteration").textContent.trim() === words,
      {}, paused.iteration.toLocaleString("en"));  // the line follows with the next frame
  assert.equal(await textOf(page, "#accuracy"), `${(100 * paused.accuracy).toFixed(1)} %`);
  assert.equal((await textOf(page, "#fingerprint")).replace(" ", ""), paused.fingerprint);
  assert.match(await textOf(page, "#status"), /^Paused at iteration/);
  assert.deepEqual(page.problems, []);
  await page.close();
});

/** Counts the frames that the page draws, from its beginning. */
async function countFrames(tab) {
  await tab.evaluateOnNewDocument(() => {
    window.frames_drawn = 0;
    const original = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (draw) => original((now) => {
      window.frames_drawn += 1;
      draw(now);
    });
  });
}

test("an idle page draws no frames, and wakes when the mouse moves", async () => {
  const page = await openPage(site, {prepare: countFrames});
  const drawnWithin = (milliseconds) => page.evaluate(async (wait) => {
    const before = window.frames_drawn;
    await new Promise((done) => setTimeout(done, wait));
    return window.frames_drawn - before;
  }, milliseconds);
  await page.waitForFunction(() => window.frames_drawn > 0);
  for (let tries = 0; tries < 20 && await drawnWithin(500) > 0; ++tries);  // until it has come to rest
  assert.equal(await drawnWithin(1500), 0);
  const before = await page.evaluate(() => window.frames_drawn);
  await page.mouse.move(700, 400);
  await page.waitForFunction((drawn) => window.frames_drawn > drawn, {polling: 50}, before);
  await page.close();
});

test("Step, Reset and New seed do what they say", async () => {
  const page = await openPage(site);
  const initial = await state(page);
  await page.click("#step");
  const stepped = await untilState(page, ({iteration}) => iteration === 1);
  assert.notEqual(stepped.fingerprint, initial.fingerprint);
  await command(page, "run", 20);
  assert.equal((await state(page)).iteration, 21);
  await page.click("#reset");
  const again = await untilState(page, ({iteration, fingerprint}) => iteration === 0 && fingerprint);
  assert.equal(again.fingerprint, initial.fingerprint);
  assert.equal(again.status, "idle");
  await page.click("#new-seed");
  await page.waitForFunction((seed) => window.playground.state().experiment.seed !== seed, {}, initial.experiment.seed);
  const other = await untilState(page, ({iteration, fingerprint}) => iteration === 0 && fingerprint);
  assert.notEqual(other.fingerprint, initial.fingerprint);
  await page.close();
});

test("every command refuses a wrong argument as its table declares", async () => {
  const page = await openPage(site);
  const commands = await page.evaluate(() => window.playground.commands());
  assert.ok(commands.length >= 18);
  for (const {name, argument, does} of commands) {
    assert.match(does, /^[A-Z].*\.$/);
    await assert.rejects(command(page, name, [7]), {message: `${name} takes ${argument}; found [7].`});
  }
  await assert.rejects(page.evaluate(() => window.playground.command("run", NaN)), /run takes .*; found "NaN"/);
  assert.equal((await state(page)).iteration, 0);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("a command that makes no sense is refused in words", async () => {
  const page = await openPage(site);
  await assert.rejects(command(page, "explode"), /There is no command "explode"; known are run, /);
  await assert.rejects(command(page, "run", 1.5), /whole number of iterations/);
  await assert.rejects(command(page, "set", {"network.areas[0].units": 9999}), /9999; allowed 1 to 512/);
  await assert.rejects(command(page, "set", {"network.wheels": 4}), /wheels/);
  await page.close();
});

test("the speed limit holds", async () => {
  const page = await openPage(site);
  await page.select("#speed", "10");
  await page.click("#run");
  await untilState(page, ({iteration}) => iteration >= 5);
  const started = performance.now();
  const {iteration: from} = await state(page);
  const {iteration: to} = await page.evaluate(async (target) => {
    while (window.playground.state().iteration < target) await new Promise((done) => setTimeout(done, 10));
    return window.playground.state();
  }, from + 10);
  const perSecond = 1000 * (to - from) / (performance.now() - started);
  assert.ok(perSecond < 20, `${perSecond} iterations per second`);
  await command(page, "pause");
  await page.close();
});

test("training goes on while another tab is in front", async () => {
  const page = await openPage(site);
  await command(page, "run");
  const other = await site.browser.newPage();
  await other.bringToFront();
  const {iteration} = await state(page);
  await page.waitForFunction((from) => window.playground.state().iteration > from + 50, {polling: 100}, iteration);
  assert.match(await textOf(page, "#iteration"), /\d/);
  for (const each of [other, page]) await each.close();
});
