// What a first user met where the processor draws (number 16): the page drew as fast as it could, and its buttons did
// not answer.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {click, locate, placeOf} from "./support/hands.mjs";
import {command, openPage, settle, start, state, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start(); });
after(() => site?.close());

/** Notes what each frame does with WebGL, and lets frames appear to be drawn `window.drawingMs` after their script. */
function watchWebGl() {
  const gl = WebGL2RenderingContext.prototype;
  window.drawingMs = 0;
  window.questions = 0;
  window.uploads = 0;
  window.frames = [];  // for each: its time, and for how long the one before was being drawn, null when it was ready
  let fence = null;
  const wrap = (name, before) => {
    const original = gl[name];
    gl[name] = function (...all) {
      return before(() => original.apply(this, all), ...all);
    };
  };
  for (const name of ["getParameter", "readPixels", "finish", "getError"]) {
    wrap(name, (call) => { window.questions += 1; return call(); });
  }
  for (const name of ["texImage2D", "texSubImage2D"]) wrap(name, (call) => { window.uploads += 1; return call(); });
  wrap("clear", (call) => {
    const at = performance.now();
    window.frames.push({at, waited: fence && at - fence.at});
    call();
  });
  wrap("fenceSync", (call) => {
    fence = {at: performance.now(), sync: call()};
    return fence.sync;
  });
  wrap("getSyncParameter", (call, sync) => {
    const late = fence?.sync === sync && performance.now() - fence.at < window.drawingMs;
    const answer = late ? WebGL2RenderingContext.UNSIGNALED : call();
    if (answer === WebGL2RenderingContext.SIGNALED) fence = null;
    return answer;
  });
}

const openWatched = () => openPage(site, {prepare: (page) => page.evaluateOnNewDocument(watchWebGl)});

const framesOf = (page) => page.evaluate(() => window.frames);

const forget = (page) => page.evaluate(() => Object.assign(window, {questions: 0, uploads: 0, frames: []}));

const untilFrames = (page, count) => page.waitForFunction((least) => window.frames.length >= least,
    {polling: 50}, count);

async function sweep(page, name) {
  const {x, y, width, height} = await placeOf(page, name);
  for (let step = 1; step < 6; ++step) await page.mouse.move(x + step * width / 6, y + step * height / 6);
  await settle(page);
}

test("seen 16: a frame waits for no answer of WebGL", async () => {
  const page = await openWatched();
  await page.click("#run");
  await untilState(page, ({iteration}) => iteration > 5);
  await forget(page);
  await untilFrames(page, 5);
  assert.equal(await page.evaluate(() => window.questions), 0);
  await page.close();
});

test("seen 16: matrices and maps go to the graphics card only when their data has changed", async () => {
  const page = await openWatched();
  await command(page, "run", 20);
  await settle(page);
  await click(page, "tab.weights");
  await sweep(page, "plot.weights");  // the letters of the read-out have been drawn once after this
  await forget(page);
  await sweep(page, "plot.weights");
  assert.ok((await framesOf(page)).length > 2, "the read-out follows the pointer");
  assert.equal(await page.evaluate(() => window.uploads), 0);
  await command(page, "run", 5);
  await settle(page);
  assert.ok(await page.evaluate(() => window.uploads) > 0, "new weights are drawn");
  await page.close();
});

test("seen 16: where frames are slow, news of the training waits and input does not", async () => {
  const page = await openWatched();
  await page.click("#run");
  await untilState(page, ({iteration}) => iteration > 5);
  await page.evaluate(() => { window.drawingMs = 200; });
  await untilFrames(page, (await framesOf(page)).length + 8);  // until the page has noticed
  await forget(page);
  await untilFrames(page, 5);
  const news = await framesOf(page);
  assert.ok(news.every(({waited}) => waited === null), "the frame before has been drawn");
  const gaps = news.slice(1).map(({at}, i) => at - news[i].at);
  assert.ok(Math.min(...gaps) > 300, `it rests as long as it draws: ${gaps.map(Math.round)} ms`);

  await page.evaluate(() => { window.drawingMs = Infinity; });
  const {x, y, width, height} = await locate(page, "tab.network");
  await forget(page);
  await page.mouse.click(x + width / 2, y + height / 2);
  assert.equal((await untilState(page, ({view}) => view.tab === "network")).status, "training");
  assert.ok((await framesOf(page)).some(({waited}) => waited !== null), "a click is drawn at once");
  await page.click("#run");
  await page.waitForFunction(() => document.querySelector("#run-label").textContent === "Run");
  await command(page, "pause");
  assert.equal((await state(page)).status, "paused");
  assert.deepEqual(page.problems, []);
  await page.close();
});
