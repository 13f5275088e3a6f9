// What the page costs: how soon it paints and can train, script time of a frame while it trains, frames when idle.
//
//   node tests/bench/page.mjs [--loads 5] [--seconds 5]
//
// Needs the preset "web" and `npm install` in tests/browser. A browser without a screen draws with the processor; this
// is not counted as script time. Load times are medians of loads from a local server, after one load that warms it.
import {parseArgs} from "node:util";
import {openPage, start, state} from "../browser/support/site.mjs";

const {values: options} = parseArgs({options: {
  loads: {type: "string", default: "5"},
  seconds: {type: "string", default: "5"},
}});

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
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
  await page.click("#run");
  await pause(2000);
  const training = await observe(page, Number(options.seconds));
  console.log(`training     ${(training.frames / Number(options.seconds)).toFixed(1)} frames a second, ` +
      `${training.scriptMs.toFixed(2)} ms of script in each`);
} finally {
  await site.close();
}
