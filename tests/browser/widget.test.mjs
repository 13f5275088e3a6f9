// The cell of a notebook, with a small stand-in of the model that anywidget hands to a widget.
import assert from "node:assert/strict";
import {readFileSync, statSync} from "node:fs";
import {createServer} from "node:http";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {command, determinismSuite, PATIENCE_MS, picture, siteFolder, start, state} from "./support/site.mjs";

const {experiments: [{early: expected}], early_iterations: early} = determinismSuite;
const path = join(siteFolder, "widget.js");

/** What a notebook does: keeps traits, tells the kernel what the widget saves, and the widget what the kernel sets. */
const host = `
import widget from "/widget.js";
class Model {
  traits = {link: "v=0&seed=6", weights: new DataView(new ArrayBuffer(0)), result: {}};
  unsaved = {};
  kernel = [];       // what the kernel has been told
  listeners = {};
  get(name) { return this.traits[name]; }
  set(name, value) { this.traits[name] = this.unsaved[name] = value; }
  save_changes() {
    this.kernel.push(this.unsaved);
    this.unsaved = {};
  }
  on(event, heard) { (this.listeners[event] ??= new Set()).add(heard); }
  off(event, heard) { this.listeners[event]?.delete(heard); }
  setByKernel(name, value) {
    this.traits[name] = value;
    for (const heard of this.listeners["change:" + name] ?? []) heard();
  }
}
window.model = new Model();
window.cleanUp = widget.render({model: window.model, el: document.querySelector("#cell")});
window.keys = Object.keys(widget);
`;

let site, server, url;
before(async () => {
  site = await start();
  const files = {"/widget.js": ["text/javascript", readFileSync(path)], "/host.js": ["text/javascript", host],
    "/": ["text/html; charset=utf-8", '<!doctype html><div id="cell"></div><script type="module" src="/host.js"></script>']};
  server = createServer(({url: asked}, response) => {
    const [type, content] = files[asked] ?? ["text/plain", ""];
    response.writeHead(200, {"Content-Type": type}).end(content);
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
  url = `http://127.0.0.1:${server.address().port}/`;
});
after(async () => {
  await site?.close();
  server?.closeAllConnections();
  server?.close();
});

async function openNotebook() {
  const page = await (await site.browser.createBrowserContext()).newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(url);
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame.waitForFunction(() => window.playground);
  return {page, frame};
}

test("the widget is one module of less than 5 MB, which exports what the contract asks for", async () => {
  assert.ok(statSync(path).size < 5_000_000, `${statSync(path).size} bytes`);
  const {page} = await openNotebook();
  assert.deepEqual(await page.evaluate(() => window.keys), ["render"]);
  await page.close();
});

test("link, weights and result go both ways", async () => {
  const {page, frame} = await openNotebook();
  assert.equal((await state(frame)).experiment.seed, 6);

  await page.evaluate(() => window.model.setByKernel("link", "v=0"));  // from the kernel to the page
  await frame.waitForFunction(() => window.playground.state().experiment.seed === 1);
  await command(frame, "run", early);
  await page.waitForFunction(() => window.model.get("result").iterations > 0);
  const {result, length} = await page.evaluate(() => ({result: window.model.get("result"), length: window.model.get("weights").byteLength}));
  assert.equal(result.fingerprint, expected);
  assert.equal(result.iterations, early);
  assert.ok(length > 1000, `${length} bytes of weights`);
  await picture(page, "widget");

  await command(frame, "set", {"seed": 9});  // from the page to the kernel
  await page.waitForFunction(() => window.model.kernel.some(({link}) => link?.includes("seed=9")));

  await page.evaluate(() => {  // weights that the kernel has changed where it does not count
    const bytes = new Uint8Array(window.model.get("weights").buffer.slice(0));
    const last = bytes.length - 1;
    bytes[last - 1] ^= 1;
    window.model.setByKernel("weights", new DataView(bytes.buffer));
  });
  await frame.waitForFunction(() => {
    const {iteration, experiment, fingerprint} = window.playground.state();
    return iteration === 0 && experiment.seed !== 9 && fingerprint !== null;
  });
  assert.equal((await state(frame)).fingerprint.replace(" ", ""), expected);
  assert.equal(await page.$eval("#cell p", ({hidden}) => hidden), true);
  await page.close();
});

test("what the kernel sets may be anything: a sentence, and the page stays as it is", async () => {
  const {page, frame} = await openNotebook();
  await command(frame, "run", 5);
  const before = await state(frame);
  const wrong = [["link", 5], ["link", "no link"], ["link", "x".repeat(17 * 1024 * 1024)], ["weights", [1, 2, 3]],
    ["weights", [..."{\"a\":"].map((letter) => letter.charCodeAt(0))]];
  for (const [name, value] of wrong) {
    await page.evaluate(() => { document.querySelector("#cell p").textContent = ""; });
    await page.evaluate((trait, given) => window.model.setByKernel(trait,
        trait === "weights" ? new DataView(new Uint8Array(given).buffer) : given), name, value);
    await page.waitForFunction(() => document.querySelector("#cell p").textContent !== "");
    const {experiment, fingerprint} = await state(frame);
    assert.deepEqual(experiment, before.experiment, String(value).slice(0, 20));
    assert.equal(fingerprint, before.fingerprint);
  }
  const refusal = await page.$eval("#cell p", ({textContent}) => textContent);
  await command(frame, "run", 1);
  await page.waitForFunction(() => window.model.get("result").iterations === 6);
  assert.equal(await page.$eval("#cell p", ({textContent}) => textContent), refusal, "a result does not take it away");
  await page.close();
});

test("a cell that is removed leaves nothing behind", async () => {
  const {page} = await openNotebook();
  await page.evaluate(() => window.cleanUp());
  assert.equal(await page.$("iframe"), null);
  assert.deepEqual(await page.evaluate(() => Object.values(window.model.listeners).map(({size}) => size)), [0, 0]);
  await page.close();
});
