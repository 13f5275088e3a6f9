// The other engines, Firefox and WebKit, give the same bits as everywhere, and the page draws and trains in them.
import assert from "node:assert/strict";
import {after, before, describe, test} from "node:test";
import {remedy, startIn} from "./support/engines.mjs";
import {command, determinismSuite, lookOfCanvas, notRun, openPage, picture, runSuite, state, untilState}
  from "./support/site.mjs";

for (const engine of ["Firefox", "WebKit"]) {
  describe(engine, () => {
    let site;
    before(async () => {
      site = await startIn(engine);
    });
    after(() => site?.close());

    /** A test in this engine. Where the engine is missing, the test is skipped, and fails in the test command. */
    const here = (name, work) => test(name, async (t) => {
      if (!site) return notRun(t, `it needs ${remedy[engine]}`);
      t.diagnostic(site.version);
      return work();
    });

    for (const workers of [1, 3]) {
      here(`the determinism suite with ${workers === 1 ? "one Worker" : "three Workers"}`, async () => {
        const page = await openPage(site, {theme: null});
        await command(page, "workers", workers);
        assert.deepEqual(await runSuite(page), determinismSuite.experiments);
        await page.close();
      });
    }

    here("Run and Pause train, and what is drawn changes", async () => {
      const page = await openPage(site, {theme: null});
      await command(page, "open", "preset:pdm");  // these engines keep the run of the test before
      const untrained = await lookOfCanvas(page);
      assert.ok(untrained.colours > 50, `${untrained.colours} colours are drawn`);
      await page.click("#run");
      await untilState(page, ({accuracy}) => accuracy > 0.85);
      await page.click("#run");
      await untilState(page, ({status}) => status === "paused");
      await command(page, "pause");  // is done when the snapshot has come that the Worker sent after it had stopped
      const {iteration, fingerprint} = await state(page);
      await page.waitForFunction((hash) => document.querySelector("#fingerprint").textContent.replace(" ", "") === hash,
          {}, fingerprint);  // the line follows with the next frame
      await picture(page, `${engine.toLowerCase()}-trained`);
      assert.ok((await lookOfCanvas(page)).colours > untrained.colours, "no more is drawn than before");
      await command(page, "open", "preset:pdm");
      await command(page, "run", iteration);
      assert.equal((await state(page)).fingerprint, fingerprint);
      await page.close();
    });

    here("a tiny benchmark answers, although the clock may tick once in a millisecond", async () => {
      const page = await openPage(site, {ready: false, theme: null});
      await page.goto(new URL("bench.html", site.url).href);
      await page.waitForFunction(() => window.benchmark);
      const rows = await page.evaluate(() => window.benchmark(
          {rounds: 1, sizes: [[10, 16, 10]], structures: ["dense", "element-sparse"], workers: [1, 2]}));
      assert.deepEqual(rows.map(({structure, workers}) => `${structure} ${workers}`),
          ["dense 1", "dense 2", "element-sparse 1", "element-sparse 2"]);  // the number of Workers that took part
      for (const row of rows) {
        for (const name of ["ms", "gflops", "ceiling"]) assert.ok(row[name] > 0 && row[name] < Infinity, name);
      }
      await page.close();
    });
  });
}
