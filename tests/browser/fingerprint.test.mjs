// The same bits in the browser, under node and in the native program.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {existsSync} from "node:fs";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {command, determinismSuite, notRun, openPage, root, runSuite, siteFolder, start, state} from "./support/site.mjs";

const iterations = 100;
const underNode = join(siteFolder, "../nn4n.mjs");
// The test command builds the program natively with sanitizers, which compute the same bits.
const native = ["build/native/nn4n", "build/sanitize/nn4n"].map((path) => join(root, path)).find(existsSync);

let site;
let inBrowser;
before(async () => {
  site = await start();
  const page = await openPage(site);
  await command(page, "open", "preset:pdm");
  const initial = await state(page);
  await command(page, "run", iterations);
  inBrowser = await state(page);
  assert.equal(inBrowser.iteration, iterations);
  assert.notEqual(inBrowser.fingerprint, initial.fingerprint);
});
after(() => site?.close());

for (const workers of [1, 3]) {
  test(`the determinism suite with ${workers === 1 ? "one Worker" : "three Workers"}`, async () => {
    const page = await openPage(site);
    await command(page, "workers", workers);
    assert.deepEqual(await runSuite(page), determinismSuite.experiments);
    const alive = page.workers().length;
    assert.ok(workers === 1 ? alive === 1 : alive > 1, `${alive} Workers were there at the end`);
    await page.close();
  });
}

test("a Worker that dies in the middle of a step costs no more than that step", async () => {
  const page = await openPage(site);
  await command(page, "open", "preset:pdm");
  await command(page, "workers", 3);
  await command(page, "run", 30);
  const shard = page.workers().find((worker) => worker.url().includes("shard-worker"));
  assert.ok(shard, "no Worker shares the batch");
  await shard.evaluate(() => setTimeout(() => { throw new Error("out of memory"); }, 20));
  await command(page, "run", iterations - 30);
  assert.equal((await state(page)).fingerprint, inBrowser.fingerprint);
  await page.close();
});

/** What the program says on the last line of its output. */
function train(program, ...before) {
  const output = execFileSync(program, [...before, "train", "preset:pdm", "--iterations", String(iterations)],
      {encoding: "utf8", stdio: ["ignore", "pipe", "ignore"]});
  return JSON.parse(output.trim().split("\n").pop());
}

test("the browser and node agree", () => {
  assert.ok(existsSync(underNode), `There is no ${underNode}: build the preset "web" first.`);
  assert.equal(train(process.execPath, underNode).fingerprint, inBrowser.fingerprint);
});

test("the browser and the native program agree", (t) => {
  if (!native) return notRun(t, 'there is no build/native/nn4n: build the preset "native"');
  assert.equal(train(native).fingerprint, inBrowser.fingerprint);
  return undefined;
});
