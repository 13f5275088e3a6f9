// What the page costs: how soon it paints and can train, script time of a frame while it trains, frames when idle and
// while a trial plays, how soon a click is answered while it trains.
//
//   node tests/bench/page.mjs [--loads 5] [--seconds 5] [--clicks 15]
//
// Needs the preset "web" and `npm install` in tests/browser. A browser without a screen draws with the processor; this
// is not counted as script time. Load times are medians of loads from a local server, after one load that warms it.
import {parseArgs} from "node:util";
import {command, openPage, start, state} from "../browser/support/site.mjs";

const {values: options} = parseArgs({options: {
  loads: {type: "string", default: "5"},
  seconds: {type: "string", default: "5"},
  clicks: {type: "string", default: "15"},
}});

/** A number of the list that this share of the others is below. */
const quantile = (numbers, share) => numbers.toSorted((a, b) => a - b)[Math.ceil(share * (numbers.length - 1))];
const median = (numbers) => quantile(numbers, 0.5);
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Records when the page can train: at that moment it sets window.playground. */
function noteReady() {
  let surface;
  Object.defineProperty(window, "playground", {
    configurable: true,
    get: () => surface,
    set: (value) => {
      surface = value;
      window.readyMs = performance.now();
    },
  });
}

/** Milliseconds from the beginning of a load to the first paint and until the page is ready. */
async function load(site) {
  const page = await openPage(site, {prepare: (fresh) => fresh.evaluateOnNewDocument(noteReady)});
  const times = await page.evaluate(() => ({
    paint: performance.getEntriesByName("first-paint")[0]?.startTime,
    contentful: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    ready: window.readyMs,
  }));
  await page.close();
  return times;
}

const framesOf = async (page) => (await state(page)).view.frames;

/** Milliseconds of processor time in scripts of the page's main thread, without the time it waits for the drawing. */
function scriptTime(trace) {
  const {traceEvents} = JSON.parse(new TextDecoder().decode(trace));
  const isMain = ({name, args}) => name === "thread_name" && args.name === "CrRendererMain";
  const main = new Set(traceEvents.filter(isMain).map(({pid, tid}) => `${pid} ${tid}`));
  const calls = traceEvents.filter(({name, ph, pid, tid}) => (
      name === "FunctionCall" && ph === "X" && main.has(`${pid} ${tid}`)));
  return calls.reduce((sum, {tdur = NaN}) => sum + tdur / 1000, 0);
}

/** Frames over some seconds, and the script time of each. */
async function observe(page, seconds) {
  await page.tracing.start({categories: ["devtools.timeline"]});
  const before = await framesOf(page);
  await pause(1000 * seconds);
  const frames = await framesOf(page) - before;
  return {frames, scriptMs: scriptTime(await page.tracing.stop()) / frames};
}

/** Notes for each click when it was made (by the browser's clock), answered, and when the answer was on the screen. */
function noteClicks() {
  window.clicks = [];
  const note = (event, answered) => {
    const click = {};
    window.clicks.push(click);
    const look = () => {
      if (!answered()) return requestAnimationFrame(look);
      click.answered = performance.now() - event.timeStamp;
      return requestAnimationFrame(() => { click.shown = performance.now() - event.timeStamp; });
    };
    requestAnimationFrame(look);
  };
  document.getElementById("run").addEventListener("click", (event) => {
    if (window.playground.state().status !== "training") return;
    const label = document.getElementById("run").textContent;
    note(event, () => document.getElementById("run").textContent !== label);
  }, true);
  document.getElementById("canvas").addEventListener("pointerdown", (event) => {
    const {tab} = window.playground.state().view;
    note(event, () => window.playground.state().view.tab !== tab);
  }, true);
}

/** Milliseconds until the page has answered clicks, made at irregular moments while it trains. */
async function clicksOf(page, count, click) {
  await page.evaluate(() => { window.clicks = []; });
  for (let i = 0; i < count; ++i) {
    await command(page, "run");
    await pause(600 + 61 * (i % 7));
    await click(i);
    await page.waitForFunction((made) => window.clicks.length > made && window.clicks[made].shown, {polling: 50}, i);
  }
  return page.evaluate(() => window.clicks.map(({answered}) => answered));
}

function printClicks(what, times) {
  const [middle, most] = [0.5, 0.95].map((share) => quantile(times, share).toFixed(0));
  console.log(`${what.padEnd(12)} a click is answered in ${middle} ms (95 %: ${most} ms) while training`);
}

/** A click on the button Pause, which stops the training, and one on a tab, which the canvas draws. */
async function observeClicks(page, count) {
  await page.evaluate(noteClicks);
  const tabs = await page.evaluate(() => ["overview", "network"].map((key) => window.playground.locate(`tab.${key}`)));
  const onTab = (i) => {
    const {x, y, width, height} = tabs[(i + 1) % 2];
    return page.mouse.click(x + width / 2, y + height / 2);
  };
  printClicks("Pause", await clicksOf(page, count, () => page.click("#run")));
  printClicks("a tab", await clicksOf(page, count, onTab));
}

/** Frames a second while the sample trial plays in the circuit, and nothing trains. */
async function observePlaying(page, units, seconds) {
  await command(page, "open", `v=0&network.areas.0.units=${units / 2}&network.areas.1.units=${units / 2}`);
  await pause(3000);
  await command(page, "play_trial");
  await pause(1000);
  const {frames, scriptMs} = await observe(page, seconds);
  await command(page, "show_moment", 0);
  console.log(`playing      ${(frames / seconds).toFixed(1)} frames a second at ${units} units, ` +
      `${scriptMs.toFixed(2)} ms of script in each`);
}

const site = await start();
try {
  await load(site);
  const loads = [];
  for (let i = 0; i < Number(options.loads); ++i) loads.push(await load(site));
  for (const name of ["paint", "contentful", "ready"]) {
    console.log(`${name.padEnd(12)} ${median(loads.map((times) => times[name])).toFixed(0)} ms`);
  }
  const page = await openPage(site);
  await pause(2000);
  const idle = await observe(page, Number(options.seconds));
  console.log(`idle         ${idle.frames} frames in ${options.seconds} s`);
  for (const units of [64, 256, 512]) await observePlaying(page, units, Number(options.seconds));
  await command(page, "open", "v=0");
  await page.click("#run");
  await pause(2000);
  const training = await observe(page, Number(options.seconds));
  console.log(`training     ${(training.frames / Number(options.seconds)).toFixed(1)} frames a second, ` +
      `${training.scriptMs.toFixed(2)} ms of script in each`);
  await observeClicks(page, Number(options.clicks));
} finally {
  await site.close();
}
