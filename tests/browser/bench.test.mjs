// The benchmark page measures something; how fast it is is not tested.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {openPage, start, textOf} from "./support/site.mjs";

let site;
before(async () => {
  site = await start();
});
after(() => site?.close());

async function openBenchmark() {
  const page = await openPage(site, {ready: false});
  await page.goto(new URL("bench.html", site.url).href);
  await page.waitForFunction(() => window.benchmark);
  return page;
}

test("a tiny benchmark answers with a row for each structure and number of Workers", async () => {
  const page = await openBenchmark();
  const rows = await page.evaluate(() => window.benchmark(
      {rounds: 1, sizes: [[10, 16, 10]], structures: ["dense", "E/I", "area-sparse", "element-sparse"], workers: [1, 2]}));
  assert.deepEqual(rows.map(({structure, workers}) => `${structure} ${workers}`),
      ["dense 1", "dense 2", "E/I 1", "E/I 2", "area-sparse 1", "area-sparse 2", "element-sparse 1", "element-sparse 2"]);
  for (const row of rows) {
    assert.deepEqual([row.units, row.batch, row.steps], [10, 16, 10]);
    for (const name of ["ms", "gflops", "ceiling", "megabytes"]) {
      assert.ok(Number.isFinite(row[name]) && row[name] > 0, `${name} of ${row.structure} is ${row[name]}`);
    }
  }
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("the cost of analyses and the time between frames are measured", async () => {
  const page = await openBenchmark();
  const rows = await page.evaluate(() => window.benchmarkAnalyses({units: [8], what: ["pca", "gradient", "fixed_points@zero"]}));
  assert.deepEqual(rows.map(({what, units}) => `${what} ${units}`), ["pca 8", "gradient 8", "fixed_points@zero 8"]);
  for (const {what, ms} of rows) assert.ok(ms > 0 && ms < 60_000, `${what}: ${ms}`);
  const frames = await page.evaluate(() => window.benchmarkFrames({units: [8], ms: 1500}));
  assert.ok(frames[0].frames > 3 && frames[0].ms > 1, JSON.stringify(frames));
  await assert.rejects(page.evaluate(() => window.benchmarkAnalyses({units: [8], what: ["dreams"]})), /there is no analysis/);
  await page.close();
});

test("the benchmark page offers to start and shows no table before that", async () => {
  const page = await openBenchmark();
  assert.equal(await textOf(page, "#start"), "Start");
  assert.equal(await page.$eval("#table", (table) => table.hidden), true);
  await page.close();
});
