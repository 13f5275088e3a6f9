// The whole page as one file: from file://, in a frame without an origin, without Workers, with something inside.
import assert from "node:assert/strict";
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {createServer} from "node:http";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {pathToFileURL} from "node:url";
import {unzipSync} from "../../web/node_modules/fflate/esm/index.mjs";
import {readInside} from "../../web/site/one-file.js";
import {remedy, startIn} from "./support/engines.mjs";
import {command, determinismSuite, openPage, PATIENCE_MS, picture, siteFolder, start, state, textOf} from "./support/site.mjs";

const path = join(siteFolder, "nn4n-playground.html");
const folder = mkdtempSync(join(tmpdir(), "nn4n-one-file-"));
const {experiments: [{link, early: expected, fingerprint}], early_iterations: early, iterations} = determinismSuite;

let site;
before(async () => { site = await start(); });
after(async () => {
  await site?.close();
  rmSync(folder, {recursive: true});
});

/** Opens an address in a tab whose storage is its own; what goes wrong there is collected. */
async function open(address, {ready = true} = {}) {
  const page = await (await site.browser.createBrowserContext()).newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.problems = [];
  page.on("console", (message) => { if (message.type() === "error") page.problems.push(message.text()); });
  page.on("pageerror", ({message}) => page.problems.push(message));
  page.on("request", (request) => { if (/^https?:/.test(request.url())) page.problems.push(request.url()); });
  await page.goto(address);
  if (ready) await page.waitForFunction(() => window.playground);
  return page;
}

/** The one file with this inside, as text or as a value, opened from file://. */
function openWith(inside) {
  const text = typeof inside === "string" ? inside : JSON.stringify(inside).replace(/</g, "\\u003c");
  const file = join(folder, `${Math.random()}.html`);
  writeFileSync(file, readFileSync(path, "utf8").replace('{"open":"","lesson":null}', () => text));
  return open(pathToFileURL(file).href);
}

/** Trains an experiment of the determinism suite, in a page or a frame, and says what comes out. */
async function fingerprintIn(page) {
  await command(page, "open", link);
  await command(page, "run", early);
  return (await state(page)).fingerprint.replace(" ", "");
}

/** Serves one page that has the one file in a frame; `headers` are those of the one file. */
async function hostPage(t, frame, headers = {}) {
  const server = createServer((request, response) => {
    const isFile = request.url.startsWith("/one.html");
    response.writeHead(200, {"Content-Type": "text/html; charset=utf-8", ...isFile ? headers : {}});
    response.end(isFile ? readFileSync(path) : frame);
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}/`;
}

test("the one file is small enough for a stick or an attachment", () => {
  assert.ok(statSync(path).size <= 2_200_000, `${statSync(path).size} bytes`);
});

test("from file:// it trains to the same bits as the site, asks no network, and shares", async () => {
  const page = await open(pathToFileURL(path).href);
  assert.equal(await fingerprintIn(page), expected);
  await picture(page, "one-file");
  const {link: shared} = await command(page, "share", {what: "trained"});
  assert.match(shared, /^file:.*#v=0/);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("the languages are inside", async () => {
  const page = await open(pathToFileURL(path).href);
  await page.select("#language", "es");
  await page.waitForFunction(() => document.querySelector("#run-label").textContent === "Entrenar");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("in a frame without an origin it trains to the same bits, in a Worker", async (t) => {
  const url = await hostPage(t, '<!doctype html><iframe sandbox="allow-scripts" src="one.html" width="1200" height="700"></iframe>');
  const page = await open(url, {ready: false});
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame.waitForFunction(() => window.playground);
  assert.equal(await frame.evaluate(() => self.origin), "null");
  assert.equal(await fingerprintIn(frame), expected);
  assert.ok(page.workers().length >= 1, "there is a Worker");
  await page.close();
});

test("where every Worker is refused it trains on the thread of the page, to the same bits", async (t) => {
  const url = await hostPage(t, "", {"Content-Security-Policy": "worker-src 'none'"});
  const page = await open(`${url}one.html`);
  assert.equal(await fingerprintIn(page), expected);
  assert.equal(page.workers().length, 0);
  await command(page, "dynamics", {input: "zero"});
  assert.equal((await state(page)).dynamics.problem, "");
  await page.click("#run");  // the page still answers while it trains
  await page.waitForFunction((from) => window.playground.state().iteration > from + 5, {}, early);
  await page.click("#run");
  await page.waitForFunction(() => window.playground.state().status === "paused");
  await page.close();
});

test("what is inside opens in place of the address: a link, an experiment, a trained network", async () => {
  const first = await openWith({open: "v=0&seed=77", lesson: null});
  assert.equal((await state(first)).experiment.seed, 77);
  await command(first, "run", 30);
  const {fingerprint, experiment} = await state(first);
  const {link: trained} = await command(first, "share", {what: "trained"});
  await first.evaluate(() => { location.hash = "v=0&seed=78"; });
  await first.waitForFunction(() => window.playground.state().experiment.seed === 78);
  await first.close();

  const second = await openWith({open: JSON.stringify(experiment), lesson: null});
  assert.equal((await state(second)).experiment.seed, 77);
  await command(second, "run", 30);
  assert.equal((await state(second)).fingerprint, fingerprint);
  await second.close();

  const third = await openWith({open: new URL(trained).hash.slice(1), lesson: {title: "</script><b>"}});
  const {experiment: of, issues, shelf} = await state(third);
  assert.equal(of.seed, 77);
  assert.deepEqual(issues, []);
  assert.deepEqual(shelf, []);
  await third.close();

  const data = `data:application/json;base64,${Buffer.from(JSON.stringify(experiment)).toString("base64")}`;
  const fourth = await openWith({open: data});
  assert.equal((await state(fourth)).experiment.seed, 77);
  await fourth.close();
});

test("what is inside may be damaged, of other types or too long: a sentence, and nothing of it is taken", async () => {
  const whole = JSON.stringify({open: "v=0&seed=77", lesson: {title: "A"}});
  for (let length = 1; length < whole.length; ++length) assert.match(readInside(whole.slice(0, length)).problem, /damaged/);
  const wrong = ["[]", '{"open": 5}', '{"lesson": []}', '{"lesson": 1}', '"v=0"', "null", "3", '{"open": {"__proto__": {}}}'];
  for (const text of wrong) {
    const {problem, ...taken} = readInside(text);
    assert.match(problem, /damaged/, text);
    assert.deepEqual(taken, {open: "", lesson: null});
  }
  assert.match(readInside(" ".repeat(33 * 1024 * 1024)).problem, /too long/);
  assert.deepEqual(readInside(whole), {open: "v=0&seed=77", lesson: {title: "A"}, problem: ""});
  assert.deepEqual(readInside(undefined), {open: "", lesson: null, problem: ""});

  const page = await openWith(whole.slice(0, -5));
  assert.equal((await state(page)).experiment.seed, 1);
  assert.match(await textOf(page, "#toast"), /inside is damaged/);
  await page.close();
  const nonsense = await openWith({open: "data:application/octet-stream;base64,AAAA"});
  const {experiment, issues} = await state(nonsense);
  assert.equal(experiment.seed, 1);
  assert.match(issues.map(({message}) => message).join(" "), /cannot be read/);
  await nonsense.close();
});

test("the site and the one file make the one file themselves, with the same inside", async () => {
  const hosted = await openPage(site);
  const made = await hosted.evaluate(async (names) => {
    const {oneFile} = await import(names);
    return oneFile({open: "v=0&seed=5", lesson: {title: "<\/script><script>"}});
  }, `./${readdirSync(siteFolder).find((name) => name.startsWith("one-file."))}`);
  await hosted.close();
  const file = join(folder, "made.html");
  writeFileSync(file, made);
  const page = await open(pathToFileURL(file).href);
  assert.equal((await state(page)).experiment.seed, 5);
  assert.deepEqual(page.problems, []);
  const {link: shared} = await command(page, "share", {what: "setup"});
  assert.ok(shared.startsWith(`${site.url}#v=0`), shared);
  await page.close();
});

/** Presses buttons and resolves with the file that the browser has saved. */
async function saved(page, name, press) {
  const downloads = mkdtempSync(join(folder, "saved-"));
  const session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", {behavior: "allow", downloadPath: downloads,
    browserContextId: page.browserContext().id});
  await press();
  for (let tries = 0; tries < 200 && !existsSync(join(downloads, name)); ++tries) await new Promise((done) => { setTimeout(done, 50); });
  return join(downloads, name);
}

test("Files saves the page with the run inside, the saved file saves itself again, and its run goes on to the same bits", async () => {
  const hosted = await openPage(site);
  await command(hosted, "run", early);
  const first = await saved(hosted, "nn4n-playground.html", async () => {
    await hosted.click("#files-button");
    await hosted.click('[data-one-file="html"]');
  });
  await hosted.close();
  const page = await open(pathToFileURL(first).href);
  assert.equal((await state(page)).iteration, early);
  assert.equal((await state(page)).fingerprint.replace(" ", ""), expected);
  const zip = await saved(page, "nn4n-playground.zip", async () => {
    await page.click("#files-button");
    await page.click('[data-one-file="zip"]');
  });
  assert.deepEqual(page.problems, []);
  await page.close();
  const {"nn4n-playground.html": content} = unzipSync(readFileSync(zip));
  const second = join(folder, "second.html");
  writeFileSync(second, content);
  const again = await open(pathToFileURL(second).href);
  assert.equal((await state(again)).iteration, early);
  await command(again, "run", iterations - early);
  assert.equal((await state(again)).fingerprint.replace(" ", ""), fingerprint);
  await again.reload();  // what has been trained since is not lost to what is inside
  await again.waitForFunction(() => window.playground);
  assert.equal((await state(again)).iteration, iterations);
  await again.close();
});

test("Share saves the page with what the link would hold", async () => {
  const hosted = await openPage(site, {fragment: "v=0&seed=31"});
  await hosted.bringToFront();
  await hosted.click("#share");
  await hosted.waitForSelector("#copy[open]");
  const file = await saved(hosted, "nn4n-playground.html", () => hosted.click("#copy-one"));
  assert.deepEqual(readInside(readFileSync(file, "utf8").match(/id="nn4n-inside">(.*)<\/script>/)[1]),
      {open: "v=0&seed=31", lesson: null, problem: ""});
  await hosted.close();
});

for (const engine of ["Firefox", "WebKit"]) {
  test(`in ${engine} the one file opens from file:// and trains to the same bits`, async (t) => {
    const other = await startIn(engine);
    if (!other) return t.skip(`NOT RUN: it needs ${remedy[engine]}`);
    t.after(() => other.close());
    const page = await other.browser.newPage();
    await page.goto(pathToFileURL(path).href);
    await page.waitForFunction(() => window.playground);
    assert.equal(await fingerprintIn(page), expected);
    return undefined;
  });
}
