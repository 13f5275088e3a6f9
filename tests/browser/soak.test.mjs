// A soak: everything that can happen to a page, in a random order that a number repeats. Edits, commands, nonsense,
// reloads, lost graphics contexts, Workers that die or hang, a second tab, a full storage. After each of them the page
// answers, its experiment can run, and what was written is there.
//
//   NN4N_SOAK_SECONDS=1800 NN4N_SOAK_SEED=7 node --test soak.test.mjs
//
// It ends with what was injected. A failure names the seed and the last steps.
import assert from "node:assert/strict";
import {test} from "node:test";
import {command, openPage, start, state} from "./support/site.mjs";

const SECONDS = Number(process.env.NN4N_SOAK_SECONDS || 180);
const SEED = Number(process.env.NN4N_SOAK_SEED || 1);
const SMALL = "v=0&network.areas.0.units=10&network.areas.1.units=8&training.batch=8&training.validation_trials=32";

/** Random numbers that a seed repeats (mulberry32). */
function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6D2B79F5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {below: (count) => Math.floor(next() * count), pick: (list) => list[Math.floor(next() * list.length)]};
}

const until = (page, condition, ...given) =>
  page.waitForFunction(condition, {polling: 50, timeout: 30_000}, ...given);

/** Paused and written as far as it has come; what then stands in the storage. */
async function written(page) {
  await command(page, "pause").catch(() => {});
  await until(page, () => {
    const {status, iteration, saved} = window.playground.state();
    return status !== "training" && (iteration === 0 || saved?.iteration === iteration);
  });
  const {iteration, fingerprint, title} = await state(page);
  return {iteration, fingerprint, title};
}

/** The run that the page shows after it was lost is the one that was written. */
async function assertSame(page, before, what) {
  if (before.iteration === 0) return;  // nothing was trained, so nothing was to keep
  await until(page, (print) => print === null || window.playground.state().fingerprint !== null, before.fingerprint);
  const now = await state(page);
  assert.deepEqual({iteration: now.iteration, fingerprint: now.fingerprint},
      {iteration: before.iteration, fingerprint: before.fingerprint}, `${what}: the run is there again`);
}

const edits = [
  {"training.learning_rate": 0.003}, {"training.learning_rate": 0.02}, {"network.recurrent_noise": 0.05},
  {"network.areas.0.units": 6}, {"network.areas.0.units": 12}, {"network.activation": "tanh"},
  {"network.activation": "relu"}, {"training.batch": 4}, {"network.dt_ms": 10}, {"network.dt_ms": 20}, {seed: 5}, {seed: 6},
];
const nonsense = ["", "{", "v=0&task=%ff", "preset:", "https://example.org/#", "\u0000", "[".repeat(500), "v=9&x",
  "data:application/octet-stream;base64,AAAA", "v=0&network.areas=99", "x".repeat(70_000)];
const acts = ["silence:1/I", "silence:2@stimulus", "scale:1>2=0.5", "excite:1/E=0.3", "lesion:9", "silence"];

/** What may happen. Those that end something say how the page is to come back. */
const happenings = {
  async edit(page, {pick}) { await command(page, "set", pick(edits)); },
  async undo(page) { await command(page, "undo"); },
  async redo(page) { await command(page, "redo"); },
  async train(page, {below}) { await command(page, "run", 1 + below(30)); },
  async "train on"(page) { await command(page, "run"); },
  async pause(page) { await command(page, "pause"); },
  async reset(page) { await command(page, "reset"); },
  async "new seed"(page) { await command(page, "new_seed"); },
  async intervene(page, {pick}) { await command(page, "intervene", pick(acts)); },
  async film(page, {below}) { await command(page, "film", below(40)); },
  async "end of the film"(page) { await command(page, "film", null); },
  async "trained link"(page) {
    await written(page);
    const {link} = await page.evaluate(() => window.playground.command("share", {what: "trained"}));
    await command(page, "open", link.slice(link.indexOf("#") + 1));
  },
  async nonsense(page, {pick}) { await command(page, "open", pick(nonsense)); },
  async "damaged file"(page, {below}) {
    const bytes = Buffer.from(Array.from({length: 200}, () => below(256)));
    await command(page, "file", {name: "x", text: `data:application/octet-stream;base64,${bytes.toString("base64")}`});
  },
  async reload(page) {
    const before = await written(page);
    await page.reload();
    await until(page, () => window.playground);
    await assertSame(page, before, "reload");
  },
  async "lost context"(page) {
    await page.evaluate(async () => {
      const losing = document.querySelector("#canvas").getContext("webgl2").getExtension("WEBGL_lose_context");
      losing.loseContext();
      await new Promise((done) => setTimeout(done, 100));
      losing.restoreContext();
    });
    await until(page, () => document.querySelector("#trouble").hidden);
  },
  async "dead Worker"(page) {
    await command(page, "run", 600);  // from now on it is known how long an iteration takes, and so when it is too long
    const before = await written(page);
    for (const worker of page.workers()) worker.evaluate("close()").catch(() => {});
    await until(page, () => !document.querySelector("#trouble").hidden);
    await page.click("#trouble-action");
    await until(page, () => document.querySelector("#trouble").hidden && !document.querySelector("#run").disabled);
    await until(page, (wanted) => window.playground.state().iteration === wanted, before.iteration);
    await assertSame(page, before, "dead Worker");
  },
  async "second tab"(page, _, site) {
    const before = await written(page);
    const other = await openPage(site, {beside: page, fragment: SMALL});
    await command(other, "run", 25);
    await written(other);
    await other.close();
    await assertSame(page, before, "second tab");
  },
  async "full storage"(page, _, site) {
    await written(page);
    const session = await page.createCDPSession();
    const origin = new URL(site.url).origin;
    await session.send("Storage.overrideQuotaForOrigin", {origin, quotaSize: 1});
    await command(page, "run", 10).catch(() => {});
    const {iteration} = await state(page);
    await session.send("Storage.overrideQuotaForOrigin", {origin});
    await session.detach();
    await command(page, "run", 5).catch(() => {});
    assert.ok((await state(page)).iteration >= iteration, "a full storage does not end training");
  },
};
const rare = new Set(["dead Worker", "second tab", "full storage"]);  // they take seconds

test("a soak loses nothing", {timeout: (SECONDS + 300) * 1000}, async (t) => {
  const site = await start();
  t.after(() => site.close());
  const random = dice(SEED);
  const page = await openPage(site, {fragment: SMALL});
  const names = Object.keys(happenings);
  const injected = new Map(names.map((name) => [name, 0]));
  const refused = new Set();
  const last = [];
  const end = Date.now() + SECONDS * 1000;
  while (Date.now() < end) {
    let name = random.pick(names);
    if (rare.has(name) && random.below(4) > 0) name = "train";
    injected.set(name, injected.get(name) + 1);
    last.push(name);
    if (last.length > 12) last.shift();
    const where = `seed ${SEED}, ${last.join(", ")}`;
    await happenings[name](page, random, site).catch(async (error) => {
      if (error instanceof assert.AssertionError || error.name !== "Error") {
        const {status, iteration, saved, film} = await state(page).catch(() => ({status: "the page does not answer"}));
        throw new Error(`${where}: ${error.message} ${JSON.stringify({status, iteration, saved, film: film?.shown})}`);
      }
      assert.match(error.message, /^[A-Z“"'].*[.!?]$/su, `${where}: a refusal is a sentence: ${error.message}`);
      refused.add(error.message);
    });
    const now = await state(page);
    assert.ok(["idle", "training", "paused"].includes(now.status), `${where}: ${now.status}`);
    assert.ok(now.experiment.network.areas.length > 0, where);
    assert.ok(await page.$eval("#trouble", ({hidden}) => hidden), `${where}: no trouble is left`);
  }
  const counts = [...injected].map(([name, count]) => `${count} × ${name}`).join(", ");
  t.diagnostic(`Injected: ${counts}. Refused with ${refused.size} different sentences. Nothing lost.`);
  const never = names.filter((name) => injected.get(name) === 0);
  if (SECONDS >= 180) assert.deepEqual(never, [], "everything happened");
});
