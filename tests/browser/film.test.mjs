// The learning film: a slider moves all views to any kept moment, a new run begins there, and it survives a reload.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {locate, placeOf} from "./support/hands.mjs";
import {command, openPage, picture, settle, start, state, textOf, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start(); });
after(() => site?.close());

/** Presses the knob or a place of the slider with a real mouse and draws it to another place, 0..1. */
async function drag(page, from, to) {
  const {x, y, width, height} = await placeOf(page, "film.slider");
  await page.mouse.move(x + from * width, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + to * width, y + height / 2, {steps: 8});
  await page.mouse.up();
  await page.waitForFunction(() => window.playground.state().film.coming === null);
  await settle(page);
}

async function press(page, name) {
  const {x, y, width, height} = await placeOf(page, name);
  await page.mouse.click(x + width / 2, y + height / 2);
  await settle(page);
}

const written = (page) => page.waitForFunction(() => {
  const {saved, iteration} = window.playground.state();
  return saved?.iteration === iteration;
}, {polling: 50});

/** Does something with the page's database: `work` runs in the page, which allows no eval, so it goes there as text. */
const inDatabase = (page, work) => page.evaluate(`(async () => {
  const answer = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  const database = await answer(indexedDB.open("nn4n"));
  try {
    return await (${work})(database, answer);
  } finally {
    database.close();
  }
})()`);

const filmKeys = (page) => inDatabase(page, (database, answer) =>
  answer(database.transaction("films").objectStore("films").getAllKeys()));

test("the slider moves all views to a moment, training does not, and the end is one press away", async () => {
  const page = await openPage(site);
  await command(page, "run", 150);
  const then = await state(page);
  await command(page, "run", 150);
  const end = await state(page);
  assert.deepEqual(end.film.iterations, [0, 50, 100, 150, 200, 250, 300]);
  assert.equal(end.film.shown, null);
  await drag(page, 0.97, 0.5);
  const shown = await state(page);
  assert.equal(shown.film.shown, 150);
  assert.equal(shown.film.fingerprint, then.fingerprint, "the very weights that the run had");
  assert.equal(shown.film.accuracy, then.accuracy);
  assert.equal(shown.moments.trial, then.moments.trial);
  assert.equal(shown.iteration, 300, "the run has not moved");
  assert.match(await textOf(page, "#status"), /Paused at iteration 300\..* Shown: iteration 150 of 300\./);
  await picture(page, "film-dark");
  await command(page, "run", 50);
  const later = await state(page);
  assert.equal(later.iteration, 350);
  assert.equal(later.film.shown, 150, "training does not move it");
  assert.equal(later.film.fingerprint, then.fingerprint);
  await press(page, "film.end");
  assert.equal((await state(page)).film.shown, null);
  assert.equal(await locate(page, "film.end"), null);
  assert.doesNotMatch(await textOf(page, "#status"), /Shown/);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("a script shows moments by iteration, and the trial that is chosen follows", async () => {
  const page = await openPage(site);
  await command(page, "run", 120);
  assert.equal(await command(page, "film", 60), 50);
  const first = await state(page);
  await command(page, "trial", 7);
  await page.waitForFunction((before) => window.playground.state().moments.trial !== undefined && window.playground.state().film.shown === 50 && before, {}, true);
  assert.equal((await state(page)).film.fingerprint, first.film.fingerprint);
  assert.equal(await command(page, "film", 0), 0);
  assert.equal(await command(page, "film", 120), null, "the last iteration is the end");
  await command(page, "film", 50);
  assert.equal(await command(page, "film", null), null);
  await assert.rejects(command(page, "film", "then"), /film takes an iteration, or nothing for the end; found "then"/);
  await assert.rejects(command(page, "continue_here"), /The end of the run is shown/);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("a new run begins at the moment that is shown; the old one is on the shelf, and undo brings it back", async () => {
  const page = await openPage(site);
  await command(page, "run", 200);
  const whole = await state(page);
  const branch = async () => {
    await command(page, "film", 100);
    await press(page, "film.continue");
    const begun = await untilState(page, ({iteration, fingerprint}) => iteration === 100 && fingerprint !== null);
    assert.deepEqual(begun.film.iterations, [0, 50, 100]);
    assert.equal(begun.film.shown, null);
    assert.match(await textOf(page, "#offer-text"), /A new run begins at iteration 100.* The run of 200 iterations is kept\./);
    await command(page, "run", 60);
    return (await state(page)).fingerprint;
  };
  const first = await branch();
  await command(page, "shelf", {open: (await state(page)).shelf.find(({iteration}) => iteration === 200).id});
  const back = await untilState(page, ({iteration, fingerprint, film}) => iteration === 200 && fingerprint !== null &&
      film.iterations.length === 5);
  assert.equal(back.fingerprint, whole.fingerprint, "the old run is whole");
  assert.equal(await branch(), first, "the same branch gives the same bits");
  await written(page);
  const {shelf} = await state(page);
  assert.deepEqual(shelf.map(({iteration}) => iteration).sort(), [160, 160, 200]);
  await picture(page, "film-branch");
  await page.click("#undo");
  const undone = await untilState(page, ({iteration, fingerprint, film}) => iteration === 200 && fingerprint !== null &&
      film.iterations.length === 5);
  assert.equal(undone.fingerprint, whole.fingerprint);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("the film is there again after a reload, and goes with its run", async () => {
  const page = await openPage(site);
  await command(page, "run", 260);
  await command(page, "film", 100);
  const {film} = await state(page);
  await written(page);
  await page.reload();
  await page.waitForFunction(() => window.playground);
  const again = await untilState(page, ({film: {iterations}}) => iterations.length === 6);
  assert.deepEqual(again.film.iterations, [0, 50, 100, 150, 200, 250]);
  assert.equal(await command(page, "film", 100), 100);
  const {film: shown} = await state(page);
  assert.equal(shown.fingerprint, film.fingerprint);
  assert.equal(shown.accuracy, film.accuracy);
  assert.equal((await filmKeys(page)).length, 6);
  const {shelf} = await state(page);
  await command(page, "open", "v=0&seed=8");
  await command(page, "shelf", {delete: shelf[0].id});
  assert.deepEqual((await filmKeys(page)).filter(([id]) => id === shelf[0].id), [], "it is deleted with its run");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("damaged moments in the storage are left out with a sentence, and the run is untouched", async () => {
  const page = await openPage(site);
  await command(page, "run", 260);
  await written(page);
  const {fingerprint} = await state(page);
  await inDatabase(page, async (database, answer) => {
    const films = database.transaction("films", "readwrite").objectStore("films");
    const keys = await answer(films.getAllKeys());
    const [id] = keys[0];
    const good = await answer(films.get([id, 150]));
    const flipped = good.slice();
    flipped[flipped.length - 5] ^= 0x40;
    films.put(new Uint8Array([1, 2, 3]), [id, 50]);
    films.put(good.slice(0, 700), [id, 100]);
    films.put(flipped, [id, 150]);
    films.put("a text", [id, 200]);
    films.put(new Uint8Array(9 * 1024 * 1024), [id, 70]);
    films.put(good, [id, "x"]);
    await answer(films.put({any: "thing"}, [id, 260]));
  });
  await page.reload();
  await page.waitForFunction(() => window.playground);
  const again = await untilState(page, ({film: {iterations}}) => iterations.length >= 3);
  assert.equal(again.iteration, 260);
  assert.equal(again.fingerprint, fingerprint);
  assert.deepEqual(again.film.iterations, [0, 150, 250], "an intact moment is taken, whatever its key says");
  await page.waitForSelector("#toast:not([hidden])");
  assert.match(await textOf(page, "#toast"), /6 of the film's 9 kept moments cannot be shown\. A moment of the film /);
  await command(page, "run", 40);
  await written(page);
  assert.deepEqual((await filmKeys(page)).map(([, iteration]) => iteration), [0, 150, 250, 300]);
  await page.close();
});

test("what a person looked at comes back with the run", async () => {
  const page = await openPage(site);
  await command(page, "run", 200);
  await command(page, "trial", 9);
  await command(page, "film", 100);
  await press(page, "tab.network");
  await untilState(page, ({view}) => view.tab === "network");
  await written(page);
  await page.waitForFunction(async () => {
    const opening = indexedDB.open("nn4n");
    const database = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
    const reading = database.transaction("runs").objectStore("runs").getAll();
    const runs = await new Promise((done) => { reading.onsuccess = () => done(reading.result); });
    database.close();
    return runs.some(({view = ""}) => view.includes("\"moment\":100") && view.includes("network"));
  }, {polling: 100});
  const before = await state(page);
  await page.reload();
  await page.waitForFunction(() => window.playground);
  const again = await untilState(page, ({film}) => film.shown === 100);
  assert.equal(again.view.tab, "network");
  assert.equal(again.film.fingerprint, before.film.fingerprint);
  assert.equal(again.moments.trial, before.moments.trial);
  await inDatabase(page, async (database, answer) => {
    const runs = database.transaction("runs", "readwrite").objectStore("runs");
    for (const run of await answer(runs.getAll())) {
      await answer(runs.put({...run, view: "{\"tab\":7,\"folded\":{},\"network\":[[]],\"trial\":-1,\"moment\":\"x\""}));
    }
  });
  await page.reload();
  await page.waitForFunction(() => window.playground);
  const plain = await state(page);
  assert.equal(plain.iteration, 200, "the run opens, whatever was written as its view");
  assert.equal(plain.view.tab, "overview");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("a database that the first version wrote opens with its runs", async () => {
  const page = await openPage(site);
  await command(page, "run", 120);
  await written(page);
  const {fingerprint} = await state(page);
  await page.goto(`${site.url}licences.txt`);
  await page.evaluate(() => new Promise((resolve, reject) => {
    const opening = indexedDB.open("nn4n");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = async () => {
      const read = opening.result.transaction(["runs", "checkpoints"]);
      const all = (request) => new Promise((done) => { request.onsuccess = () => done(request.result); });
      const [runs, keys, bytes] = await Promise.all([all(read.objectStore("runs").getAll()),
        all(read.objectStore("checkpoints").getAllKeys()), all(read.objectStore("checkpoints").getAll())]);
      opening.result.close();
      indexedDB.deleteDatabase("nn4n").onsuccess = () => {
        const old = indexedDB.open("nn4n", 1);
        old.onupgradeneeded = () => {
          old.result.createObjectStore("runs", {keyPath: "id"});
          old.result.createObjectStore("checkpoints");
        };
        old.onsuccess = () => {
          const write = old.result.transaction(["runs", "checkpoints"], "readwrite");
          for (const run of runs) write.objectStore("runs").put({...run, version: 1});
          keys.forEach((key, k) => write.objectStore("checkpoints").put(bytes[k], key));
          write.oncomplete = () => { old.result.close(); resolve(); };
        };
      };
    };
  }));
  await page.goto(site.url);
  await page.waitForFunction(() => window.playground);
  const again = await untilState(page, ({iteration, fingerprint: print}) => iteration === 120 && print !== null);
  assert.equal(again.fingerprint, fingerprint);
  assert.deepEqual(again.film.iterations, [100], "only what the checkpoint holds");
  await command(page, "run", 30);
  await written(page);
  assert.deepEqual((await state(page)).film.iterations, [100, 150]);
  await page.close();
});

test("the film in light, for a projector, and on a phone", async () => {
  for (const [name, viewport, theme] of [["light", undefined, "light"], ["phone", {width: 390, height: 844, deviceScaleFactor: 2, isMobile: true, hasTouch: true}, "dark"],
    ["projector", undefined, "light"]]) {
    const page = await openPage(site, {viewport, theme});
    if (name === "projector") await page.click("#theme");
    await command(page, "run", 300);
    await command(page, "film", 100);
    await settle(page);
    const words = await placeOf(page, "film.words");
    const slider = await placeOf(page, "film.slider");
    for (const button of ["film.end", "film.continue"]) {
      const box = await placeOf(page, button);
      const apart = (other) => box.x >= other.x + other.width || other.x >= box.x + box.width ||
          box.y >= other.y + other.height || other.y >= box.y + box.height;
      assert.ok(apart(words) && apart(slider), `${button} in ${name}`);
    }
    await picture(page, `film-${name}`);
    assert.deepEqual(page.problems, []);
    await page.close();
  }
});
