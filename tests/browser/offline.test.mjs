// The hosted page without a network, and with a newer build on its host.
import assert from "node:assert/strict";
import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {createHash} from "node:crypto";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {serve} from "../../web/tools/serve.mjs";
import {command, openPage, picture, siteFolder, start, state, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start(); });
after(() => site?.close());

const buildOf = (page) => page.$eval('meta[name="nn4n-build"]', ({content}) => content);

/** Serves a copy of the site whose files a test may change, on a port that stays when the server is started again. */
async function copyOfSite(t) {
  const folder = mkdtempSync(join(tmpdir(), "nn4n-offline-"));
  cpSync(siteFolder, folder, {recursive: true});
  let server = await serve(folder);
  t.after(async () => {
    await server.close();
    rmSync(folder, {recursive: true});
  });
  const {port} = server;
  return {folder, url: server.url, browser: site.browser, stop: () => server.close(),
    start: async () => { server = await serve(folder, port); }};
}

const sha = (content) => createHash("sha256").update(content).digest("hex").slice(0, 10);

/** Puts a newer build into the folder: the same page under another name of the build, with another module for dialogs. */
function deployNewer(folder, {whole = true} = {}) {
  const page = readFileSync(join(folder, "index.html"), "utf8");
  const [, old] = page.match(/name="nn4n-build" content="(\w+)"/);
  const newer = page.replace(`content="${old}"`, 'content="newer00000"');
  const program = readFileSync(join(folder, "sw.js"), "utf8").replace(`"build":"${old}"`, '"build":"newer00000"')
      .replace(`["index.html","${sha(page)}"]`, `["index.html","${sha(newer)}"]`);
  assert.ok(program.includes(sha(newer)));
  writeFileSync(join(folder, "sw.js"), program);
  if (whole) writeFileSync(join(folder, "index.html"), newer);
  return old;
}

/** Resolves once the service worker has everything and answers for the page's next load. */
const installed = (page) => page.evaluate(async () => { await navigator.serviceWorker.ready; });

test("after the first visit the page comes without a network, trains, and opens what it loads later", async (t) => {
  const copy = await copyOfSite(t);
  const page = await openPage(copy, {fragment: "v=0&seed=21"});
  await installed(page);
  await copy.stop();
  await page.reload();
  await page.waitForFunction(() => window.playground);
  assert.equal((await state(page)).experiment.seed, 21);
  await command(page, "run", 20);
  await page.select("#language", "es");
  await page.waitForFunction(() => document.querySelector("#run-label").textContent === "Entrenar");
  await page.select("#language", "en");
  await page.click("#runs");
  await page.waitForSelector("#shelf[open]");
  await page.waitForFunction(() => document.querySelector("#shelf-about").textContent !== "");
  await page.keyboard.press("Escape");
  await command(page, "dynamics", {input: "zero"});
  assert.equal((await state(page)).dynamics.problem, "");
  const other = await openPage(copy, {beside: page, fragment: "v=0&seed=22"});
  assert.equal((await state(other)).experiment.seed, 22);
  await copy.start();
  await other.close();
  await page.close();
});

test("a newer build is announced while training, taken when the person says so, and the run is not lost", async (t) => {
  const copy = await copyOfSite(t);
  const first = await openPage(copy);
  await installed(first);
  await first.reload();
  await first.waitForFunction(() => window.playground && navigator.serviceWorker.controller);
  const old = deployNewer(copy.folder);
  await first.reload();
  await first.waitForFunction(() => window.playground);
  assert.equal(await buildOf(first), old, "a reload alone takes nothing");
  await command(first, "run");
  await first.waitForSelector("#update:not([hidden])");
  await untilState(first, ({status, iteration}) => status === "training" && iteration > 60);
  await picture(first, "update");
  const {iteration: before} = await state(first);
  const beside = await openPage(copy, {beside: first, fragment: "v=0&seed=2"});
  await beside.waitForSelector("#update:not([hidden])");
  await first.bringToFront();
  await Promise.all([first.waitForNavigation(), first.click("#update-take")]);
  await first.waitForFunction(() => window.playground);
  assert.equal(await buildOf(first), "newer00000");
  const {iteration, fingerprint, status} = await state(first);
  assert.equal(status, "paused");
  assert.ok(iteration >= before, `${iteration} of at least ${before} iterations came back`);
  const straight = await openPage(site);
  await command(straight, "run", iteration);
  assert.equal((await state(straight)).fingerprint, fingerprint);
  await straight.close();
  assert.equal(await buildOf(beside), old, "the other tab stays as it is");
  await beside.bringToFront();
  await Promise.all([beside.waitForNavigation(), beside.click("#update-take")]);
  await beside.waitForFunction(() => window.playground);
  assert.equal(await buildOf(beside), "newer00000");
  await beside.close();
  await first.close();
});

test("a host with parts of two builds changes nothing: the page stays that of one build", async (t) => {
  const copy = await copyOfSite(t);
  const page = await openPage(copy);
  await installed(page);
  const old = deployNewer(copy.folder, {whole: false});
  await page.reload();
  const states = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => {});
    const {installing} = registration;
    if (installing) await new Promise((done) => { installing.onstatechange = () => installing.state === "redundant" && done(); });
    return {waiting: registration.waiting !== null, caches: await caches.keys()};
  });
  assert.equal(states.waiting, false);
  assert.deepEqual(states.caches, [`nn4n / ${old}`]);
  await copy.stop();
  await page.reload();
  await page.waitForFunction(() => window.playground);
  assert.equal(await buildOf(page), old);
  await copy.start();
  await page.close();
});

test("the page can be installed, under its name, with icons and screenshots that are there", async () => {
  const page = await openPage(site);
  const session = await page.createCDPSession();
  const {errors, data} = await session.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  const {name, icons, screenshots} = JSON.parse(data);
  assert.equal(name, "NN4N Playground");
  const files = readdirSync(siteFolder);
  for (const {src} of [...icons, ...screenshots]) assert.ok(files.includes(src.replace("./", "")), src);
  await installed(page);
  const {installabilityErrors} = await session.send("Page.getInstallabilityErrors");
  assert.deepEqual(installabilityErrors.filter(({errorId}) => errorId !== "in-incognito"), []);
  assert.deepEqual(page.problems, []);
  await page.close();
});
