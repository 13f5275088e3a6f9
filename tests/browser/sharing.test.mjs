// Links: the address is the document, the same link gives the same bits, and a bad one does no harm.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {placeOf} from "./support/hands.mjs";
import {command, openPage, picture, start, state, textOf, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start({clipboard: true}); });
after(() => site?.close());

const fragment = (link) => new URL(link).hash.slice(1);

/** Presses Share and reads what a person would paste elsewhere. */
async function share(page) {
  await page.bringToFront();
  await page.click("#share");
  await page.waitForFunction(() => document.querySelector("#copy-why").textContent.startsWith("The link is copied."));
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press("Escape");
  return link;
}

test("a shared link opens the same experiment, which trains to the same bits", async () => {
  const first = await openPage(site);
  await command(first, "set", {"network.areas[1].units": 24, "network.recurrent_noise": 0.1, "seed": 7});
  await command(first, "run", 60);
  const link = await share(first);
  assert.match(await textOf(first, "#copy-why"), /^The link is copied\. The link has \d+ characters and survives everywhere/);
  await picture(first, "shared");
  const second = await openPage(site, {fragment: fragment(link)});
  const opened = await state(second);
  assert.equal(opened.status, "idle");
  assert.equal(opened.iteration, 0);
  assert.deepEqual(opened.issues, []);
  const before = await state(first);
  assert.deepEqual(opened.experiment, before.experiment);
  assert.notEqual(opened.fingerprint, before.fingerprint);
  await command(second, "run", 60);
  assert.equal((await state(second)).fingerprint, before.fingerprint);
  await first.close();
  await second.close();
});

test("a learning rate that was changed on the way is replayed", async () => {
  const first = await openPage(site);
  await command(first, "run", 40);
  await command(first, "set", {"training.learning_rate": 0.01});
  await command(first, "run", 40);
  const steered = await state(first);
  assert.deepEqual(steered.experiment.changes, [{iteration: 40, path: "training.learning_rate", value: 0.01}]);
  const second = await openPage(site, {fragment: fragment(await share(first))});
  assert.deepEqual((await state(second)).experiment, steered.experiment);
  await command(second, "run", 80);
  assert.equal((await state(second)).fingerprint, steered.fingerprint);
  const untouched = await openPage(site);
  await command(untouched, "run", 80);
  assert.notEqual((await state(untouched)).fingerprint, steered.fingerprint, "the change made a difference");
  for (const page of [first, second, untouched]) await page.close();
});

test("the address follows the edits, and going back to another link opens it", async () => {
  const page = await openPage(site);
  assert.equal(new URL(page.url()).hash, "");
  await command(page, "set", {"network.dt_ms": 10});
  await page.waitForFunction(() => location.hash.includes("dt_ms"));
  await page.evaluate(() => { location.hash = "v=0&seed=99"; });
  const {experiment, status} = await untilState(page, (now) => now.experiment.seed === 99);
  assert.equal(experiment.network.dt_ms, 20);
  assert.equal(status, "idle");
  await page.close();
});

test("a field that is out of range takes its default and is listed in words", async () => {
  const page = await openPage(site, {fragment: "v=0&network.areas.0.units=9999&training.batch=16"});
  const {experiment, issues, status} = await state(page);
  assert.equal(experiment.network.areas[0].units, 32);
  assert.equal(experiment.training.batch, 16);
  assert.equal(status, "idle");
  assert.equal(issues.length, 1);
  assert.match(issues[0].message, /units is 9999; allowed 1 to 512/);
  assert.match(await textOf(page, "#messages"), /units is 9999; allowed 1 to 512/);
  await placeOf(page, "message.issues");
  await picture(page, "issues");
  await page.close();
});

test("text that cannot be read opens the default experiment and says so", async () => {
  const plain = await openPage(site);
  const page = await openPage(site, {fragment: "%%%not-a-link%%%"});
  const {experiment, issues} = await state(page);
  assert.deepEqual(experiment, (await state(plain)).experiment);
  assert.equal(issues.length, 1);
  assert.match(issues[0].message, /cannot be read.*default experiment/);
  assert.match(await textOf(page, "#messages"), /cannot be read/);
  await picture(page, "unreadable");
  for (const each of [plain, page]) await each.close();
});

test("where the browser refuses to copy, the link is shown for copying by hand", async () => {
  const page = await openPage(site, {prepare: (tab) => tab.evaluateOnNewDocument(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
    document.execCommand = () => false;
  })});
  await page.click("#share");
  await page.waitForSelector("#copy[open]");
  const {text, selected} = await page.$eval("#copy-text", (box) =>
    ({text: box.value, selected: box.value.slice(box.selectionStart, box.selectionEnd)}));
  assert.equal(text, selected);
  assert.match(text, /^http:\/\/127\.0\.0\.1:\d+\/#v=0/);
  await picture(page, "copy-by-hand");
  await page.close();
});

test("an experiment that is too long for a link stays in this browser, and its address says so", async () => {
  const page = await openPage(site, {fragment: "v=0&network.areas.0.units=150&network.areas.1.units=150"});
  const mask = Array.from({length: 300}, (_, row) => Array.from({length: 300}, (__, column) => "01"[(row * 7 + column * 5) % 2]).join(""));
  await command(page, "set", {"network.recurrent_weights.mask": mask});
  await page.waitForFunction(() => /^#kept=[0-9a-f]{8}$/.test(location.hash));
  assert.match(await textOf(page, "#offer-text"), /too long for a link: [\d,]+ characters, of 65,536 that can be read\./);
  await assert.rejects(command(page, "share"), /too long for a link.*Save a file to hand it on\./);
  const before = await state(page);
  assert.ok(before.undo > 0);
  await page.reload();
  await page.waitForFunction(() => window.playground);
  const after = await state(page);
  assert.deepEqual(after.experiment, before.experiment);
  assert.equal(after.undo, before.undo);
  assert.deepEqual(after.issues, []);
  const other = await openPage(site, {fragment: new URL(page.url()).hash.slice(1)});
  assert.deepEqual((await state(other)).experiment.network.recurrent_weights.mask, []);
  assert.match(await textOf(other, "#toast"), /too long for a link, and another browser keeps it/);
  for (const each of [page, other]) await each.close();
});

test("an edit that is followed at once by a reload is not lost", async () => {
  const page = await openPage(site);
  await command(page, "set", {seed: 77});
  await page.reload();
  await page.waitForFunction(() => window.playground);
  assert.equal((await state(page)).experiment.seed, 77);
  await page.close();
});

test("a link in the query opens the same, encoded as a whole or not at all", async () => {
  const page = await openPage(site);
  for (const query of ["?s=v=0&task=gonogo&seed=9", "?s=v%3D0%26task%3Dgonogo%26seed%3D9", "?course=7&s=v=0&task=gonogo&seed=9"]) {
    await page.goto(new URL(query, page.url().replace(/[?#].*/, "")).href);
    await page.waitForFunction(() => window.playground);
    const {experiment} = await state(page);
    assert.equal(experiment.task.name, "gonogo", query);
    assert.equal(experiment.seed, 9, query);
  }
  await page.close();
});
