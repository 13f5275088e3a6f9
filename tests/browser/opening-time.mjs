// How long the one file takes to open, on a processor that Chromium slows down: a figure to look at, not a test, because it
// depends on the machine and on what else it does.
//
//   node opening-time.mjs [--slower 4] [--times 5]
//
// Prints, in seconds from the beginning of the navigation: when the document was parsed, when the playground could be used, and
// the first frame after that. The browser slows the thread of the page; Workers and drawing have the speed of the machine. On a
// machine that does much else these times are too long. The processor time of the page's thread until then, slowed down as well,
// is what an idle processor of this speed takes at least.
import {loadavg} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {parseArgs} from "node:util";
import {siteFolder, start} from "./support/site.mjs";

const {values: {slower, times}} = parseArgs({options: {slower: {type: "string", default: "4"}, times: {type: "string", default: "5"}}});

/** Notes in the page when it can be used. */
function watch() {
  let surface;
  Object.defineProperty(window, "playground", {
    get: () => surface,
    set(value) {
      surface = value;
      const usable = performance.now();
      requestAnimationFrame(() => setTimeout(() => { window.opened = {usable, frame: performance.now()}; }));
    },
  });
}

async function measure(site) {
  const context = await site.browser.createBrowserContext();
  const page = await context.newPage();
  const client = await page.createCDPSession();
  await client.send("Emulation.setCPUThrottlingRate", {rate: Number(slower)});
  await client.send("Performance.enable", {timeDomain: "threadTicks"});
  await page.evaluateOnNewDocument(watch);
  await page.goto(pathToFileURL(join(siteFolder, "nn4n-playground.html")).href);
  await page.waitForFunction(() => window.opened, {timeout: 120_000});
  const {parsed, usable, frame} = await page.evaluate(() => ({...window.opened,
    parsed: performance.getEntriesByType("navigation")[0].domInteractive}));
  const {metrics} = await client.send("Performance.getMetrics");
  await context.close();
  return {parsed, usable, frame, busy: 1000 * metrics.find(({name}) => name === "TaskDuration").value};
}

const site = await start();
const found = [];
for (let k = 0; k < Number(times); ++k) found.push(await measure(site));
await site.close();
const seconds = (key) => found.map((one) => (one[key] / 1000).toFixed(2)).join(" ");
console.log(`one file, ${slower} times slower, load average ${loadavg()[0].toFixed(1)}`);
for (const [key, words] of [["parsed", "document parsed"], ["usable", "can be used"], ["frame", "first frame then"],
  ["busy", "processor time"]])
  console.log(`  ${words.padEnd(18)} ${seconds(key)} s`);
