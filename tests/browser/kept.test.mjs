// What was made is kept: a run survives its tab, the shelf keeps the others, and another tab or a broken record does no
// harm.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {command, openPage, picture, settle, start, state, textOf, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start({clipboard: true}); });
after(() => site?.close());

/** Waits until the run is written as far as the page has come. */
const written = (page) => page.waitForFunction(() => {
  const {saved, iteration} = window.playground.state();
  return saved?.iteration === iteration;
}, {polling: 50});

const digits = async (page) => (await state(page)).fingerprint;

/** Fingerprint of the default experiment after so many iterations without interruption. */
async function uninterrupted(iterations, fragment = "") {
  const page = await openPage(site, {fragment});
  await command(page, "run", iterations);
  const fingerprint = await digits(page);
  await page.close();
  return fingerprint;
}

test("a run is there again after a reload in mid-training, and goes on to the same bits", async () => {
  const page = await openPage(site);
  await command(page, "speed", 60);
  await page.click("#run");
  await untilState(page, ({saved}) => saved?.iteration >= 60);
  await page.reload();
  await page.waitForFunction(() => window.playground);
  const again = await state(page);
  assert.equal(again.status, "paused");
  assert.ok(again.iteration >= 60, `iteration ${again.iteration}`);
  assert.match(again.view.notice, /paused at iteration \d+\. Run goes on with it\./);
  assert.match(await textOf(page, "#status"), /^Paused at iteration/);
  await picture(page, "kept-again");
  await command(page, "speed", 0);
  await command(page, "run", 240 - again.iteration);
  assert.equal(await digits(page), await uninterrupted(240));
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("an edit just before a reload comes into the address after it, so that a second reload opens the same", async () => {
  const page = await openPage(site, {fragment: "v=0&seed=3"});
  await command(page, "set", {"network.areas.0.units": 12});
  const {link} = await state(page);
  for (let k = 0; k < 3; ++k) {
    await page.reload();
    await page.waitForFunction(() => window.playground);
    assert.equal((await state(page)).link, link, `reload ${k + 1}`);
  }
  await page.waitForFunction((wanted) => location.hash.slice(1) === wanted, {}, link);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("a live setting of a paused run is kept with it", async () => {
  const page = await openPage(site, {fragment: "v=0&seed=4"});
  await command(page, "run", 20);
  await written(page);
  await command(page, "set", {"training.learning_rate": 0.004});
  await untilState(page, ({experiment}) => experiment.changes.length === 1);
  const {link, fingerprint} = await state(page);
  await page.reload();
  await page.waitForFunction(() => window.playground);
  const again = await state(page);
  assert.equal(again.link, link);
  assert.deepEqual([again.iteration, again.fingerprint], [20, fingerprint]);
  await page.close();
});

test("a closed tab's run comes back in the next one; somebody's link does not overwrite it", async () => {
  const page = await openPage(site);
  await command(page, "run", 80);
  await command(page, "set", {"training.learning_rate": 0.01});
  await command(page, "run", 10);
  await written(page);
  const before = await state(page);
  await page.close();
  const linked = await openPage(site, {beside: page, fragment: "v=0&seed=9"});
  assert.equal((await state(linked)).iteration, 0);
  assert.match(await textOf(linked, "#offer-text"), /Your run of .+ \(90 iterations\) is kept\./);
  await picture(linked, "kept-offer");
  await linked.click("#offer-kept");
  const back = await untilState(linked, ({iteration, fingerprint}) => iteration === 90 && fingerprint !== null);
  assert.equal(back.fingerprint, before.fingerprint);
  assert.deepEqual(back.experiment, before.experiment);
  assert.equal(await linked.$eval("#offer-kept", (button) => button.hidden), true);
  await linked.close();
});

test("a killed renderer loses at most what was not yet written", async () => {
  const page = await openPage(site);
  await command(page, "run", 120);
  await written(page);
  const fingerprint = await digits(page);
  await Promise.race([page.goto("chrome://crash").catch(() => {}), new Promise((done) => setTimeout(done, 2000))]);
  const again = await openPage(site, {beside: page});
  assert.equal((await state(again)).iteration, 120);
  assert.equal(await digits(again), fingerprint);
  await again.close();
});

test("a Worker that dies gives its run to the next one", async () => {
  const page = await openPage(site);
  await command(page, "run", 100);
  await written(page);
  const fingerprint = await digits(page);
  const worker = page.workers().find((one) => one.url().includes("/worker"));
  await worker.evaluate(() => setTimeout(() => { throw new Error("lost"); }));
  await page.waitForSelector("#trouble:not([hidden])");
  await page.click("#trouble-action");
  await untilState(page, ({iteration, fingerprint: print}) => iteration === 100 && print !== null);
  assert.equal(await digits(page), fingerprint);
  await page.close();
});

test("two tabs at once: the second one begins anew, and both are kept", async () => {
  const first = await openPage(site);
  await command(first, "run", 60);
  await written(first);
  const second = await openPage(site, {beside: first});
  assert.equal((await state(second)).iteration, 0, "the first tab still has its run");
  await command(second, "run", 70);
  await written(second);
  await command(second, "shelf", {open: (await state(first)).shelf[0].id});  // the run that the other tab has
  const copy = await untilState(second, ({iteration, fingerprint}) => iteration === 60 && fingerprint !== null);
  assert.equal(copy.fingerprint, await digits(first));
  await command(second, "run", 10);
  await written(second);
  await command(first, "run", 20);
  await written(first);
  await command(second, "shelf", {pin: (await state(second)).shelf[0].id});
  const runs = (await state(second)).shelf.map(({iteration}) => iteration).sort((a, b) => a - b);
  assert.deepEqual(runs, [70, 70, 80], "the copy is a run of its own");
  for (const page of [first, second]) await page.close();
});

test("the shelf lists, opens, names, pins, compares and deletes runs", async () => {
  const page = await openPage(site);
  await command(page, "run", 90);
  await command(page, "open", "preset:dms");
  await command(page, "run", 60);
  await command(page, "open", "v=0&seed=4");
  await command(page, "run", 70);
  await written(page);
  await page.click("#runs");
  await page.waitForSelector("#shelf-runs li:nth-child(3)");
  assert.match(await textOf(page, "#shelf-runs li:nth-child(1)"), /70 iterations · accuracy [\d.]+ % · seed 4 .* open now/);
  for (const row of [1, 3]) await page.click(`#shelf-runs li:nth-child(${row}) [data-action=compare]`);
  assert.match(await textOf(page, "#shelf-comparison"), /Settings that differ.*seed14|Settings that differ.*seed41/);
  const name = "#shelf-runs li:nth-child(2) .name";
  await page.click(name, {count: 3});
  await page.type(name, "My memory");
  await page.keyboard.press("Tab");
  await page.click("#shelf-runs li:nth-child(2) [data-action=pin]");
  await page.waitForFunction(() => window.playground.state().shelf[1].pinned);
  await picture(page, "shelf-dark");
  await page.click("#shelf-runs li:nth-child(3) [data-action=delete]");
  await page.waitForSelector("#shelf-runs .removed");
  assert.equal((await state(page)).shelf.length, 2);
  await page.click("#shelf-runs .removed button");
  await page.waitForFunction(() => window.playground.state().shelf.length === 3);
  await page.click("#shelf-runs li:nth-child(2) [data-action=open]");
  const opened = await untilState(page, ({iteration, fingerprint}) => iteration === 60 && fingerprint !== null);
  assert.equal(opened.experiment.task.type ?? opened.experiment.task.name, "dms");
  const {shelf} = opened;
  assert.ok(shelf.some((run) => run.name === "My memory" && run.pinned));
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("records that another build or an accident wrote are left out, and lost weights are said", async () => {
  const page = await openPage(site);
  await command(page, "run", 60);
  await written(page);
  await page.evaluate(() => new Promise((resolve, reject) => {
    const opening = indexedDB.open("nn4n");
    opening.onsuccess = () => {
      const work = opening.result.transaction(["runs", "checkpoints"], "readwrite");
      const runs = work.objectStore("runs");
      for (const record of [{id: "a"}, {id: "b", title: 3, experiment: {}, iteration: "x"},
        {id: "c", title: "Damaged", experiment: "{}", iteration: 70, curve: [1, "x", [1, NaN]], touched: "then"},
        {id: "d", title: "Without weights", experiment: "{}", iteration: 80}]) runs.put(record);
      work.objectStore("checkpoints").put(new Uint8Array([1, 2, 3]), "c");
      work.oncomplete = () => { opening.result.close(); resolve(); };
      work.onerror = reject;
    };
  }));
  const fingerprint = await digits(page);
  await assert.rejects(command(page, "shelf", {open: "a"}), /No run with the id "a" is kept/);
  await assert.rejects(command(page, "shelf", {open: "d"}), /The weights of Without weights are no longer there/);
  assert.equal(await digits(page), fingerprint, "the open run is untouched");
  await assert.rejects(command(page, "shelf", {open: "c"}), /The weights of Damaged cannot be read/);
  assert.equal(await digits(page), fingerprint, "the open run is untouched");
  await assert.rejects(command(page, "shelf", {burn: "d"}), /not "burn"/);
  await page.close();
});

test("a browser without storage says so once, and everything else works", async () => {
  const page = await openPage(site, {prepare: (tab) => tab.evaluateOnNewDocument(() => {
    Object.defineProperty(window, "indexedDB", {get: () => { throw new DOMException("refused", "SecurityError"); }});
  })});
  await command(page, "run", 60);
  await page.click("#runs");
  await page.waitForFunction(() => document.querySelector("#shelf-about").textContent.includes("does not let"));
  assert.match(await textOf(page, "#shelf-about"), /This browser does not let the page keep runs\./);
  assert.equal((await state(page)).iteration, 60);
  await page.close();
});

test("storage that is cleared in mid-training takes the run again", async () => {
  const page = await openPage(site);
  await command(page, "run", 60);
  await written(page);
  const client = await page.createCDPSession();
  await client.send("Storage.clearDataForOrigin", {origin: new URL(page.url()).origin, storageTypes: "indexeddb"});
  await command(page, "run", 60);
  const {fingerprint} = await state(page);
  await page.waitForFunction(() => window.playground.state().saved?.iteration === 120);
  await page.reload();
  await page.waitForFunction(() => window.playground);
  const again = await untilState(page, ({iteration, fingerprint: print}) => iteration === 120 && print !== null);
  assert.equal(again.fingerprint, fingerprint);
  await page.close();
});

test("where the storage is full a sentence says so, training goes on, and room lets it be kept again", async () => {
  const page = await openPage(site);
  const client = await page.createCDPSession();
  const {origin} = new URL(page.url());
  await client.send("Storage.overrideQuotaForOrigin", {origin, quotaSize: 1});
  await command(page, "run", 60);
  await page.waitForFunction(() => document.querySelector("#toast").textContent.includes("storage is full"));
  assert.match(await textOf(page, "#toast"), /This browser's storage is full, so the run is no longer kept\. Delete runs on the shelf, or save a file\./);
  assert.equal((await state(page)).saved, null);
  await client.send("Storage.overrideQuotaForOrigin", {origin});
  await command(page, "run", 20);
  await page.waitForFunction(() => window.playground.state().saved?.iteration === 80);
  await page.close();
});

test("twelve runs that an earlier build kept open after an update", async () => {
  const page = await openPage(site);
  await command(page, "run", 60);
  await written(page);
  const {fingerprint} = await state(page);
  // The storage as the first build left it: version 1, without films, with runs that know nothing of views.
  await page.evaluate(async () => {
    const settled = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const now = await settled(indexedDB.open("nn4n"));
    const [{view, ...record}] = await settled(now.transaction("runs").objectStore("runs").getAll());
    const bytes = await settled(now.transaction("checkpoints").objectStore("checkpoints").get(record.id));
    now.close();
    window.earlier = {record, bytes};
  });
  const {record, bytes} = await page.evaluate(() => ({record: window.earlier.record, bytes: [...window.earlier.bytes]}));
  const updated = await openPage(site, {prepare: (tab) => tab.evaluateOnNewDocument((one, content) => {
    const opening = indexedDB.open("nn4n", 1);
    opening.onupgradeneeded = () => {
      const runs = opening.result.createObjectStore("runs", {keyPath: "id"});
      const checkpoints = opening.result.createObjectStore("checkpoints");
      for (let k = 1; k <= 12; ++k) {
        runs.put({...one, id: `earlier-${k}`, name: `Run ${k}`, version: 1, current: false, pinned: k === 3, touched: k});
        checkpoints.put(new Uint8Array(content), `earlier-${k}`);
      }
    };
    opening.onsuccess = () => opening.result.close();
  }, record, bytes)});
  const {shelf} = await untilState(updated, ({shelf: kept}) => kept.length === 12);
  assert.deepEqual(shelf.map(({name}) => name), Array.from({length: 12}, (_, k) => `Run ${12 - k}`));
  assert.deepEqual(shelf.filter(({pinned}) => pinned).map(({name}) => name), ["Run 3"]);
  await updated.click("#runs");
  await picture(updated, "shelf-of-twelve");
  await updated.keyboard.press("Escape");
  await command(updated, "shelf", {open: "earlier-7"});
  const opened = await untilState(updated, ({iteration, fingerprint: print}) => iteration === 60 && print !== null);
  assert.equal(opened.fingerprint, fingerprint);
  for (const each of [page, updated]) await each.close();
});
