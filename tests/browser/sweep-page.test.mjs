// A sweep in the page, from a person's side: opened by mouse and keyboard, it trains beside the run, gives the table and the
// list of the program, and its cells open what they show.
import assert from "node:assert/strict";
import {execFileSync, spawnSync} from "node:child_process";
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {pathToFileURL} from "node:url";
import {unzipSync} from "../../web/node_modules/fflate/esm/index.mjs";
import {measures, summaryOf} from "../../web/site/sweep/cells.js";
import {curvesOf, distributionOf, medianOf} from "../../web/site/sweep/individuals.js";
import {command, openPage, picture, siteFolder, start, state, textOf, untilState} from "./support/site.mjs";

const small = "v=0&task=gonogo&network.areas.0.units=6&network.areas.1.units=5&training.batch=4&training.validation_trials=10";
const program = join(siteFolder, "../nn4n.mjs");
const folder = mkdtempSync(join(tmpdir(), "nn4n-sweep-page-"));

let site;
before(async () => { site = await start({clipboard: true}); });
after(async () => {
  await site?.close();
  rmSync(folder, {recursive: true});
});

const nn4n = (...words) => execFileSync("node", [program, "sweep", ...words], {cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"]});

async function openSweep(page) {
  await page.click("#sweep-button");
  await page.waitForSelector("#sweep[open]");
}

/** Types into a field what it is to hold. */
async function fill(page, selector, text) {
  await page.click(selector, {count: 3});
  await page.keyboard.press("Backspace");
  await page.type(selector, text);
}

/** Waits for what the form says of the sweep that it holds. */
const untilPlan = (page, pattern) => page.waitForFunction(
    (source) => new RegExp(source).test(document.querySelector("#sweep-plan").textContent), {}, pattern.source);
const untilDone = (page) => page.waitForFunction(() => /^The sweep is done/.test(document.querySelector("#sweep-state").textContent));

async function begin(page, {rate = "0.001, 0.003", noise = "0.1..0.2/2", seeds = 2, iterations = 60} = {}) {
  await fill(page, "#sweep-first-values", rate);
  await fill(page, "#sweep-second-values", noise);
  await fill(page, "#sweep-seeds", String(seeds));
  await fill(page, "#sweep-iterations", String(iterations));
  await page.waitForFunction(() => !document.querySelector("#sweep-start").disabled);
  await page.click("#sweep-start");
  await page.waitForSelector("#sweep .results:not([hidden])");
}

/** Presses a button and resolves with the content of the file that the browser has saved. */
async function saved(page, name, button) {
  const downloads = mkdtempSync(join(folder, "saved-"));
  const session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", {behavior: "allow", downloadPath: downloads,
    browserContextId: page.browserContext().id});
  await page.click(button);
  for (let tries = 0; tries < 200 && !existsSync(join(downloads, name)); ++tries) await new Promise((done) => { setTimeout(done, 50); });
  return readFileSync(join(downloads, name));
}

test("the dialog opens by mouse and by keyboard, and Escape closes it", async () => {
  const page = await openPage(site);
  await openSweep(page);
  assert.equal(await page.evaluate(() => document.activeElement.id), "sweep-first");
  await page.keyboard.press("Escape");
  await page.waitForSelector("#sweep:not([open])");
  await page.focus("#sweep-button");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#sweep[open]");
  await untilPlan(page, /^27 jobs: 3 × 3 values × 3 seeds/);
  await page.keyboard.press("Escape");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("a sweep beside a run that trains gives the list and the table of the program", async () => {
  const page = await openPage(site, {fragment: small});
  await page.click("#run");
  await openSweep(page);
  await begin(page, {iterations: 400});
  await page.keyboard.press("Escape");  // it goes on
  await page.waitForFunction(() => document.querySelector("#sweep-button").title.startsWith("The sweep is done"));
  assert.match(await textOf(page, "#toast"), /^The sweep is done: 8 jobs\./);
  const {iteration, status} = await state(page);
  assert.equal(status, "training");
  await untilState(page, `({iteration}) => iteration > ${iteration}`);
  await page.click("#run");
  await openSweep(page);
  const archive = unzipSync(await saved(page, "nn4n-sweep.zip", "#sweep-continue"));
  const csv = (await saved(page, "nn4n-sweep.csv", "#sweep-csv")).toString();
  writeFileSync(join(folder, "sweep.json"), archive["sweep.json"]);
  nn4n("sweep.json", "--run");
  nn4n("sweep.json", "--collect", "program.csv");
  assert.equal(csv, readFileSync(join(folder, "program.csv"), "utf8"));
  assert.equal(csv.split("\n").length, 10);
  assert.equal(Buffer.from(archive["jobs.txt"]).toString(), nn4n("sweep.json", "--list"));
  assert.match(Buffer.from(archive["README.txt"]).toString(), /sbatch --array=1-8 /);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("the seeds of one experiment lie beside each other, as distributions and as a map, and come back after a reload", async () => {
  const page = await openPage(site, {fragment: small});
  await openSweep(page);
  await page.select("#sweep-first", "");
  await page.select("#sweep-second", "");
  await fill(page, "#sweep-seeds", "4");
  await fill(page, "#sweep-iterations", "120");
  await untilPlan(page, /^4 jobs: one for each seed, which are laid beside each other/);
  await page.click("#sweep-start");
  await untilDone(page);
  await page.waitForSelector(".individuals .run:nth-of-type(4)");
  const seen = await page.evaluate(() => ({
    plots: [...document.querySelectorAll(".individuals figcaption")].map(({textContent}) => textContent),
    lines: [...document.querySelectorAll(".individuals figure")].map((one) => one.querySelectorAll(".one").length),
    words: [...document.querySelectorAll(".individuals p")].map(({textContent}) => textContent),
    runs: [...document.querySelectorAll(".individuals .run circle")].map((one) => [one.getAttribute("cx"), one.getAttribute("cy")].map(Number)),
  }));
  assert.ok(seen.plots.length > 0);
  assert.deepEqual(seen.lines, seen.plots.map(() => 4));
  assert.match(seen.words[0], /^4 networks in the same 1,000 trials: accuracy [\d.]+ % in the median, [\d.]+ % to [\d.]+ %\./);
  assert.match(seen.words.at(-1), /^The angle between two networks is \d+° in the median, and \d+° between the seeds \d+ and \d+/);

  // The program, asked about the same networks, finds the same map.
  const archive = unzipSync(await saved(page, "nn4n-sweep.zip", "#sweep-continue"));
  const {experiment, seeds} = JSON.parse(Buffer.from(archive["sweep.json"]).toString());
  const first = experiment.seed ?? 1;
  assert.equal(seeds, 4);
  const checkpoints = [0, 1, 2, 3].map((k) => {
    const [json, file] = [join(folder, `seed-${k}.json`), join(folder, `seed-${k}.safetensors`)];
    writeFileSync(json, JSON.stringify({...experiment, seed: first + k}));
    execFileSync("node", [program, "train", json, "--iterations", "120", "--checkpoint", file], {stdio: "ignore"});
    return file;
  });
  const {places} = JSON.parse(execFileSync("node", [program, "compare", ...checkpoints, "--json"], {encoding: "utf8"}));
  const reach = Math.max(...places.flat().map(Math.abs));
  places.forEach(([x, y], k) => {
    assert.ok(Math.abs(seen.runs[k][0] - (160 + x / reach * 132)) < 0.5, `seed ${k}: ${seen.runs[k]} ${x} ${y}`);
    assert.ok(Math.abs(seen.runs[k][1] - (160 - y / reach * 132)) < 0.5, `seed ${k}: ${seen.runs[k]} ${x} ${y}`);
  });
  await page.evaluate(() => document.querySelector(".individuals").scrollIntoView());
  await picture(page, "sweep-individuals");
  await page.evaluate(() => document.querySelector(".individuals .run").scrollIntoView());
  await picture(page, "sweep-individuals-map");

  await page.reload();
  await page.waitForFunction(() => window.playground);
  await openSweep(page);
  await page.waitForSelector(".individuals .run:nth-of-type(4)");
  await page.evaluate(() => document.querySelectorAll(".individuals .run")[2].dispatchEvent(new MouseEvent("click")));
  await page.waitForSelector("#sweep:not([open])");
  const {link} = await state(page);
  assert.match(link, new RegExp(`seed=${first + 2}`));
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("what a plot of an analysis shows becomes curves, and curves their distribution", () => {
  const plots = [
    {kind: "psychometric", title: "P", axis: "x", choice: "Right [%]", curves: [{group: "", points: [{stimulus: -1, chosen: 1, trials: 4},
      {stimulus: 1, chosen: 0, trials: 0}]}]},
    {kind: "confusion", title: "C", choices: ["A", "B"], counts: [[3, 1, 0], [0, 1, 1]]},
    {kind: "of a later version", title: "?"},
  ];
  assert.deepEqual(curvesOf(plots).map(({title, points}) => [title, points]), [["P", [[-1, 25], [1, null]]], ["C", [[0, 75], [1, 50]]]]);
  assert.deepEqual(distributionOf([[[0, 1], [1, 5]], [[0, 3], [1, null]], [[0, 8], [2, 1]]]),
      [{x: 0, least: 1, median: 3, most: 8}]);
  assert.equal(medianOf([4, 1, 2, 3]), 2.5);
});

test("a cell is a link to the experiment that it shows, and a click on it loses nothing", async () => {
  const page = await openPage(site, {fragment: small});
  await command(page, "run", 70);
  const own = await state(page);
  await openSweep(page);
  await begin(page);
  await untilDone(page);
  const cells = await page.$$eval(".sweep-map a", (links) => links.map(({href, title, textContent}) => ({href, title, textContent})));
  assert.equal(cells.length, 4);
  assert.match(cells[1].title, /^Learning rate 0.001, Recurrent noise σ 0.2\. Accuracy of seed \d+: [\d.]+ %, seed \d+: [\d.]+ %\.$/);
  await page.focus(".sweep-map a");
  assert.equal(await textOf(page, "#sweep-pointed"), cells[0].title);
  await page.hover(".sweep-map tbody tr:nth-child(2) a");
  assert.equal(await textOf(page, "#sweep-pointed"), cells[2].title);
  await page.click("#sweep-all summary");
  await page.waitForSelector(".sweep-jobs");
  await page.click(".sweep-jobs tbody tr:nth-child(3) button");
  await page.waitForFunction(() => document.querySelector("#sweep-pointed").textContent === "The link is copied.");
  assert.equal(await textOf(page, ".sweep-jobs tbody tr:nth-child(3) button"), "Copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, await page.$eval(".sweep-jobs tbody tr:nth-child(3) a", ({href}) => href));
  const fingerprint = await textOf(page, ".sweep-jobs tbody tr:nth-child(3) td:nth-child(7)");
  await page.click(".sweep-jobs tbody tr:nth-child(3) a");
  await page.waitForSelector("#sweep:not([open])");
  await page.waitForFunction(() => /^Job 3 of the sweep is open\. Undo brings back/.test(document.querySelector("#toast").textContent));
  assert.equal((await state(page)).experiment.network.recurrent_noise, 0.2);
  await command(page, "run", 60);
  assert.equal((await state(page)).fingerprint.replace(" ", ""), fingerprint);
  await page.click("#undo");
  await untilState(page, ({iteration, fingerprint}) => iteration === 70 && fingerprint);
  assert.equal((await state(page)).fingerprint, own.fingerprint);
  const other = await openPage(site, {fragment: new URL(cells[3].href).hash.slice(1)});
  assert.equal((await state(other)).experiment.training.learning_rate, 0.003);
  for (const each of [page, other]) {
    assert.deepEqual(each.problems, []);
    await each.close();
  }
});

test("what cannot be run is refused in a sentence", async () => {
  const page = await openPage(site, {fragment: small});
  await openSweep(page);
  const says = async (selector, text, pattern) => {
    await fill(page, selector, text);
    await untilPlan(page, pattern);
    assert.ok(await page.$eval("#sweep-start", ({disabled}) => disabled), text);
  };
  await says("#sweep-first-values", "5..1/x", /^The axis "training.learning_rate": .*no number after the stroke\.$/);
  await says("#sweep-first-values", "1e9", /^The axis "training.learning_rate", value 1000000000: .*\.$/);
  await says("#sweep-first-values", "0.1..0.9/9", /^A setting has 9 values; this page runs up to 8\. It can be run on a cluster\.$/);
  const {"jobs.txt": list} = unzipSync(await saved(page, "nn4n-sweep.zip", "#sweep-cluster"));
  assert.equal(Buffer.from(list).toString().split("\n").length, 82, "more is for a cluster");
  await says("#sweep-first-values", " ", /^“Learning rate” has no values\.$/);
  await fill(page, "#sweep-first-values", "0.1");
  await says("#sweep-seeds", "0", /^The number of seeds is a whole number from 1 to 1,000\.$/);
  await says("#sweep-seeds", "11", /^There are 11 seeds; this page runs up to 10\./);
  await fill(page, "#sweep-seeds", "1");
  await fill(page, "#sweep-iterations", "49");
  await untilPlan(page, /1 seed, \d at a time\. The accuracy is first measured at iteration 50\.$/);
  await says("#sweep-iterations", "20001", /^A job has 20001 iterations; this page runs up to 20000\./);
  await page.select("#sweep-second", "training.learning_rate");
  await untilPlan(page, /^Both settings are the same one/);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("a sweep is stopped, survives a reload, and goes on to the same table", async () => {
  const page = await openPage(site, {fragment: small});
  await openSweep(page);
  await begin(page, {iterations: 2000});
  await page.waitForFunction(() => /^[1-7] of 8 jobs are done/.test(document.querySelector("#sweep-state").textContent));
  await page.click("#sweep-stop");
  await page.waitForFunction(() => /^Stopped; [1-7] of 8 jobs are done/.test(document.querySelector("#sweep-state").textContent));
  await picture(page, "sweep-stopped");
  const archive = unzipSync(await saved(page, "nn4n-sweep.zip", "#sweep-continue"));
  const taken = Object.keys(archive).filter((name) => name.startsWith("sweep.jobs/"));
  assert.ok(taken.length > 0 && taken.length < 8, taken.join());
  mkdirSync(join(folder, "cluster/sweep.jobs"), {recursive: true});
  for (const [name, content] of Object.entries(archive)) writeFileSync(join(folder, "cluster", name), content);
  await page.reload();
  await page.waitForFunction(() => window.playground);
  await openSweep(page);
  assert.match(await textOf(page, "#sweep-state"), /^Stopped; [1-7] of 8 jobs are done/);
  await page.click("#sweep-stop");
  await untilDone(page);
  await untilPlan(page, /jobs/);
  const csv = (await saved(page, "nn4n-sweep.csv", "#sweep-csv")).toString();
  // The program goes on, too, and takes what the page has done as done.
  const told = spawnSync("node", [program, "sweep", "cluster/sweep.json", "--run"], {cwd: folder, encoding: "utf8"}).stderr;
  assert.equal(told.match(/was done before/g).length, taken.length);
  nn4n("cluster/sweep.json", "--collect", "cluster.csv");
  assert.equal(csv, readFileSync(join(folder, "cluster.csv"), "utf8"));
  await page.evaluate(() => sessionStorage.removeItem("nn4n.sweep"));
  await page.reload();
  await page.waitForFunction(() => window.playground);
  await openSweep(page);
  await begin(page, {iterations: 2000});
  await untilDone(page);
  assert.equal((await saved(page, "nn4n-sweep.csv", "#sweep-csv")).toString(), csv);
  await picture(page, "sweep-dark");
  for (const kept of ["{", "[]", '{"spec": 3}', '{"spec": {"experiment": 1}, "labels": [], "results": []}', '{"spec": {}, "labels": 3, "results": 7}']) {
    await page.evaluate((text) => sessionStorage.setItem("nn4n.sweep", text), kept);
    await page.reload();
    await page.waitForFunction(() => window.playground);
    await openSweep(page);
    await untilPlan(page, /^27 jobs/);
    assert.ok(await page.$eval("#sweep .results", ({hidden}) => hidden), kept);
  }
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("the sweep before comes back, also while another one was begun", async () => {
  const page = await openPage(site, {fragment: small});
  await openSweep(page);
  await begin(page, {noise: "0.1", seeds: 1, iterations: 5});
  await untilDone(page);
  await begin(page, {noise: "0.1", seeds: 2, iterations: 5});
  await page.waitForFunction(() => document.querySelector("#sweep-state").textContent === "The sweep is done: 4 jobs.");
  await page.click("#sweep-before");
  await page.waitForFunction(() => document.querySelector("#sweep-state").textContent === "The sweep is done: 2 jobs.");
  await page.close();
});

/** A tab of its own that notes its errors. */
async function newTab() {
  const page = await (await site.browser.createBrowserContext()).newPage();
  const problems = [];
  page.on("pageerror", ({message}) => problems.push(message));
  page.on("console", (message) => { if (message.type() === "error") problems.push(message.text()); });
  return {page, problems};
}

test("where a browser refuses Workers a sweep runs on the thread of the page, and stops", async () => {
  const {page, problems} = await newTab();
  await page.evaluateOnNewDocument(() => {
    window.Worker = class { constructor() { throw new DOMException("refused", "SecurityError"); } };
  });
  await page.goto(`${pathToFileURL(join(siteFolder, "nn4n-playground.html")).href}#${small}`);
  await page.waitForFunction(() => window.playground);
  await openSweep(page);
  await begin(page);
  await untilDone(page);
  const words = await page.$$eval(".sweep-map a", (links) => links.map(({textContent}) => textContent));
  assert.ok(words.every((text) => /^\d+\.\d %$/.test(text)), words.join());
  await begin(page, {iterations: 20000});
  await page.waitForFunction(() => document.querySelector("#sweep-progress").value > 0);
  await page.click("#sweep-stop");
  await page.waitForFunction(() => /^Stopped; 0 of 8/.test(document.querySelector("#sweep-state").textContent));
  assert.deepEqual(problems, []);
  await page.close();
});

test("the one file sweeps from file://, in the light theme and on a phone", async () => {
  const {page, problems} = await newTab();
  await page.emulateMediaFeatures([{name: "prefers-color-scheme", value: "light"}, {name: "prefers-reduced-motion", value: "reduce"}]);
  await page.setViewport({width: 390, height: 844, hasTouch: true, isMobile: true});
  await page.goto(`${pathToFileURL(join(siteFolder, "nn4n-playground.html")).href}#${small}`);
  await page.waitForFunction(() => window.playground);
  await page.tap("#sweep-button");
  await page.waitForSelector("#sweep[open]");
  await begin(page);
  await untilDone(page);
  await page.$eval(".sweep-map", (map) => map.scrollIntoView({block: "center"}));
  await picture(page, "sweep-phone-light");
  const [dialog, inner] = await page.$eval("#sweep", (node) => [node.clientWidth, node.scrollWidth]);
  assert.ok(inner <= dialog, "nothing is wider than the dialog");
  assert.deepEqual(problems, []);
  await page.close();
});

test("median and worst count what has not learnt as the worst", () => {
  const jobs = (...values) => values.map((value) => ({result: {accuracy: value, passed_at: value}}));
  const of = (measure, summary, ...values) => summaryOf(jobs(...values), measures[measure], summary).value;
  assert.equal(of("learnt", "median", 100, null, 300), 300);
  assert.equal(of("learnt", "median", 100, null, null), null);
  assert.equal(of("learnt", "median", 100, 200), 150);
  assert.equal(of("learnt", "median", 100, null), null);
  assert.equal(of("learnt", "worst", 100, 300, 200), 300);
  assert.equal(of("learnt", "worst", 100, null), null);
  assert.equal(of("accuracy", "median", 0.1, 0.9, 0.5), 0.5);
  assert.equal(of("accuracy", "worst", 0.1, 0.9, 0.5), 0.1);
  assert.equal(summaryOf([], measures.accuracy, "median").job, null);
  const [, , slowest] = jobs(100, 300, 500);
  assert.equal(summaryOf([slowest], measures.learnt, "worst").job, slowest);
});
