// The page in a frame of another page, which has a strict policy of its own and gives the frame nothing but scripts.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {createServer} from "node:http";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {deflateRawSync} from "node:zlib";
import {doLesson} from "./support/student.mjs";
import {command, determinismSuite, openPage, picture, siteFolder, start, state, textOf} from "./support/site.mjs";

const {experiments: [{early: expected}], early_iterations: early} = determinismSuite;
const file = readFileSync(join(siteFolder, "nn4n-playground.html"));

let site, host, server;
before(async () => {
  site = await start({clipboard: true});
  // The host: its page takes scripts, styles and frames from itself alone.
  const script = 'window.heard = []; addEventListener("message", ({data, origin}) => window.heard.push({...data, origin}));';
  const body = (fragment) => '<!doctype html><title>Host</title><script src="/host.js"></script><p>Before the frame.</p>' +
    `<iframe src="/one.html?embed=1#${fragment}" sandbox="allow-scripts" width="1000" height="560"></iframe>` +
    "<p>After it.</p>".repeat(60);
  const policy = "default-src 'none'; script-src 'self'; frame-src 'self'";
  const answers = {
    "/": ["text/html; charset=utf-8", body, {"Content-Security-Policy": policy}],
    "/host.js": ["text/javascript", script, {}],
    "/one.html": ["text/html; charset=utf-8", file, {"Permissions-Policy": "fullscreen=(), clipboard-write=()"}],
  };
  server = createServer(({url}, response) => {
    const [path, query] = url.split("?");
    const [type, content, headers] = answers[path] ?? ["text/plain", "", {}];
    const text = typeof content === "function" ? content(decodeURIComponent(query)) : content;
    response.writeHead(200, {"Content-Type": type, ...headers}).end(text);
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
  host = `http://127.0.0.1:${server.address().port}/`;
});
after(async () => {
  await site?.close();
  server?.closeAllConnections();
  server?.close();
});

const heard = (page, type) => page.evaluate((wanted) => window.heard.filter((message) => message.type === wanted), type);

async function openHost(fragment = "v=0&seed=4") {
  const page = await openPage(site, {ready: false, prepare: async (fresh) => {
    fresh.goto = ((goto) => () => goto.call(fresh, `${host}?${encodeURIComponent(fragment)}`))(fresh.goto);
  }});
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame.waitForFunction(() => window.playground);
  return {page, frame};
}

test("in a strict host the frame trains, says that it is ready, how high it is and what came out, and takes no focus", async () => {
  const {page, frame} = await openHost();
  await page.waitForFunction(() => window.heard.some(({type}) => type === "ready"));
  const [{height}] = await heard(page, "height");
  assert.ok(height >= 400 && height <= 800, `${height}`);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY");
  assert.equal(await frame.evaluate(() => document.hasFocus()), false);
  for (const hidden of ["#share", "footer", "#presets", "#new-seed"]) {
    assert.equal(await frame.$eval(hidden, (one) => one.getClientRects().length), 0, hidden);
  }
  assert.equal((await state(frame)).experiment.seed, 4);
  await command(frame, "open", "v=0");
  await command(frame, "run", early);
  await page.waitForFunction(() => window.heard.some(({type}) => type === "result"));
  const results = await heard(page, "result");
  assert.equal(results.length, 1);
  assert.equal(results[0].iterations, early);
  assert.equal(results[0].fingerprint, expected);
  assert.match(results[0].link, /^v=0/);
  assert.equal(results[0].origin, "null");
  await picture(page, "embedded");
  assert.equal(frame.url(), `${host}one.html?embed=1#v=0&seed=4`);
  await page.close();
});

test("in the same frame a lesson is done from start to end, and the page outside hears how far it is", async () => {
  const lesson = {nn4n_lesson: 0, key: "framed", title: "In a frame", minutes: 1, steps: [
    {title: "One", text: "Look at *this* network.", open: "v=0&seed=6&network.areas.0.units=8&network.areas.1.units=8",
      questions: [{kind: "choice", words: "How many areas are there?", options: ["Two", "Three"], answer: 0}]},
    {title: "Two", text: "Train it.", checks: [{predicate: "iteration >= 12", words: "Train for 12 iterations"}]}]};
  const {page, frame} = await openHost(`lesson=~${deflateRawSync(JSON.stringify(lesson)).toString("base64url")}`);
  const link = await doLesson(frame, lesson, {actions: {1: [["run", 12]]}});
  assert.match(link, /done=/);
  await page.waitForFunction(() => window.heard.some(({lesson: key, done}) => key === "framed" && done));
  const told = (await heard(page, "result")).filter((message) => message.lesson === "framed");
  assert.deepEqual(told.map(({step}) => step).filter((step, i, all) => step !== all[i - 1]), [1, 2]);
  assert.equal(told.at(-1).passed, 1);
  assert.match(told.at(-1).link, /done=/);
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY", "it takes no focus");
  await picture(page, "lesson-embedded");
  await page.close();
});

test("the wheel over the frame scrolls the page outside, unless Ctrl is held", async () => {
  const {page, frame} = await openHost();
  const canvas = await (await frame.$("#canvas")).boundingBox();
  await page.mouse.move(canvas.x + 100, canvas.y + 200);
  await page.mouse.wheel({deltaY: 300});
  await page.waitForFunction(() => scrollY > 100);
  await page.evaluate(() => scrollTo(0, 0));
  const {link} = await state(frame);
  const outside = await (await page.$("iframe")).boundingBox();
  const slider = await frame.evaluate(() => {
    const name = Object.keys(window.playground.places()).find((one) => /^task\.\w+_ms$/.test(one));
    return {name, ...window.playground.locate(name)};
  });
  assert.ok(slider.width > 0, `${slider.name} is on the screen`);
  await page.mouse.move(outside.x + slider.x + slider.width / 2, outside.y + slider.y + slider.height / 2);
  await page.keyboard.down("Control");
  await page.mouse.wheel({deltaY: -100});
  await frame.waitForFunction((before) => window.playground.state().link !== before, {}, link);
  await page.keyboard.up("Control");
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.close();
});

test("the frame listens to no messages of the page outside", async () => {
  const {page, frame} = await openHost();
  const before = await state(frame);
  await page.evaluate(() => {
    for (const data of [{type: "run"}, "run", {type: "open", text: "v=0&seed=9"}, {type: "connect"}]) {
      document.querySelector("iframe").contentWindow.postMessage(data, "*");
    }
  });
  await new Promise((done) => { setTimeout(done, 500); });
  const {experiment, status, iteration} = await state(frame);
  assert.deepEqual(experiment, before.experiment);
  assert.equal(status, "idle");
  assert.equal(iteration, 0);
  await page.close();
});

test("Share offers the code of the frame, and a preview that works", async () => {
  const page = await openPage(site, {fragment: "v=0&seed=12"});
  await page.bringToFront();
  await page.click("#share");
  await page.waitForSelector("#copy[open]");
  await page.click("#embed summary");
  const code = await page.$eval("#embed-text", ({value}) => value);
  assert.ok(code.startsWith(`<iframe src="${site.url}nn4n-playground.html?embed=1#v=0&amp;seed=12" sandbox="allow-scripts"`), code);
  await page.click("#embed-copy");
  await page.waitForFunction(() => document.querySelector("#copy-why").textContent === "The code is copied.");
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), code);
  await page.click("#embed-try");
  const frame = await (await page.waitForSelector("#embed-preview iframe")).contentFrame();
  await frame.waitForFunction(() => window.playground);
  assert.equal((await state(frame)).experiment.seed, 12);
  assert.equal(await textOf(frame, "#run-label"), "Run");
  await picture(page, "embed-preview");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("the site in a frame without an origin offers the one file, with the same link, and that works there", async () => {
  const page = await openPage(site, {ready: false, prepare: async (fresh) => {
    fresh.goto = () => fresh.setContent(`<iframe sandbox="allow-scripts" width="1000" height="600" src="${site.url}#v=0&seed=13"></iframe>`);
  }});
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame.waitForSelector("#no-origin:not([hidden])");
  await frame.click("#one-file-here");
  await frame.waitForFunction(() => window.playground);
  assert.equal((await state(frame)).experiment.seed, 13);
  await page.close();
});
