// How much slower training is while the tab "Dynamics" is open and its analyses follow: a figure to look at, not a test,
// because it depends on the machine and on what else it does.
//
//   node analysing-cost.mjs [--units 64] [--rounds 7] [--seconds 4]
//
// The tab is open all the time. In every second period the questions to the Worker of the analyses do not arrive and are
// given the last answer again, so what differs is the computing alone. Prints the iterations a second with and without them and the median of the ratios.
import {loadavg} from "node:os";
import {parseArgs} from "node:util";
import {click} from "./support/hands.mjs";
import {command, openPage, start, state} from "./support/site.mjs";

const number = (type, value) => ({type, default: value});
const {values} = parseArgs({options: {units: number("string", "64"), rounds: number("string", "7"), seconds: number("string", "4")}});
const units = Number(values.units);

/** While `window.unasked` is true, questions of analyses get the last answer again; those that are computed are counted. */
function watchWorkers() {
  window.unasked = false;
  window.asked = 0;
  let last = null;
  const post = Worker.prototype.postMessage;
  const again = (worker, number) => worker.onmessage?.({data: {...last, number, bytes: last.bytes.slice()}});
  Worker.prototype.postMessage = function postMessage(message, ...rest) {
    if (message?.type !== "analyse") return post.call(this, message, ...rest);
    if (window.unasked && last) return void setTimeout(() => again(this, message.number), last.took);
    if (window.asked++ === 0) {
      this.addEventListener("message", ({data}) => {
        if (data.type === "answer" && data.bytes) last = {...data, bytes: data.bytes.slice()};
      });
    }
    return post.call(this, message, ...rest);
  };
}

const site = await start();
const page = await openPage(site, {prepare: (tab) => tab.evaluateOnNewDocument(watchWorkers), motion: true});
await command(page, "open", `v=0&network.areas.0.units=${units - (units >> 1)}&network.areas.1.units=${units >> 1}`);
await click(page, "tab.dynamics");
await page.evaluate(() => window.playground.command("run"));

/** Iterations a second in one period. */
async function period(unasked) {
  await page.evaluate((quiet) => { window.unasked = quiet; }, unasked);
  await new Promise((later) => setTimeout(later, 1000));
  const [from, began] = [(await state(page)).iteration, performance.now()];
  await new Promise((later) => setTimeout(later, 1000 * Number(values.seconds)));
  return ((await state(page)).iteration - from) / (performance.now() - began) * 1000;
}

const rounds = [];
for (let k = 0; k < Number(values.rounds); ++k) {
  const order = k % 2 === 0 ? [false, true] : [true, false];
  const round = {};
  for (const unasked of order) round[unasked ? "without" : "with"] = await period(unasked);
  rounds.push(round);
}
const asked = await page.evaluate(() => window.asked);
await site.close();
const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
console.log(`${units} units, load average ${loadavg()[0].toFixed(1)}, ${asked} analyses`);
for (const key of ["without", "with"]) console.log(`  ${key.padEnd(8)} ${median(rounds.map((one) => one[key])).toFixed(0)} iterations a second`);
console.log(`  with / without: median ${median(rounds.map((one) => one.with / one.without)).toFixed(3)}`);
