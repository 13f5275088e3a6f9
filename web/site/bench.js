// The benchmark in the page: the playground's own Workers on plain training steps. For scripts:
//
//   await window.benchmark({rounds: 5, sizes: [[50, 64, 100]], structures: ["dense"], workers: [1, 2]})
//
// resolves with the rows of the table, {structure, units, batch, steps, workers, ms, gflops, ceiling, megabytes}.

import {benchmarkAnalyses, benchmarkFrames} from "./bench-looking.js";
import {compileModule} from "./loader.js";

const SIZES = [[50, 16, 100], [50, 64, 100], [100, 64, 100], [100, 20, 1000], [200, 64, 100], [400, 64, 100]];
const ROUND_MS = 500;  // of steps in a row, and a snapshot at the end
const TRIAL_MS = 20;   // of the steps that tell how many make a round: a clock may tick once in a millisecond
const TRIALS_OF_A_SHARD = 8;
const START_MS = 15_000;  // until which all Workers should be there
const AREAS = 5;       // of the area-sparse structure: a fifth of all synapses is within them
const DENSITY = 0.2;   // of the element-sparse structure

const structures = {
  "dense": {kind: "none", areas: 1, within: 1},
  "E/I": {kind: "ei", areas: 1, within: 1},
  "area-sparse": {kind: "none", areas: AREAS, within: 1},
  "element-sparse": {kind: "none", areas: 1, within: DENSITY},
};

/** The experiment as a link: perceptual decisions without noise, the squared error alone. */
function linkTo(structure, [units, batch, steps]) {
  const {kind, areas, within} = structures[structure];
  const dt = steps > 200 ? 10 : 20;  // epochs last 4 s at most
  const part = (share) => Math.round(share * steps) * dt;
  const fields = [
    "v=0", `network.areas=${areas}`, `network.connectivity.unit_signs=${kind}`, `network.dt_ms=${dt}`,
    "network.connectivity.self_connections=true", "network.connectivity.inhibitory_readout=true",
    "network.recurrent_weights.gain=0.3", "training.learning_rate=0.00001",  // stays finite over 1000 steps
    "network.recurrent_noise=0", "network.input_noise=0", "loss=1", "loss.0.term=mse", "loss.0.weight=1",
    `training.batch=${batch}`, "training.validation_interval=10000", "training.validation_trials=1",
    `task.fixation_ms=${part(0.4)}`, `task.stimulus_ms=${part(0.4)}`, `task.decision_ms=${part(0.2)}`,
    "task.catch_probability=0",
  ];
  for (let to = 0; to < areas; ++to) {
    const size = Math.floor(units * (to + 1) / areas) - Math.floor(units * to / areas);
    fields.push(`network.areas.${to}.units=${size}`, `network.areas.${to}.input=true`,
        `network.areas.${to}.readout=true`);
    for (let from = 0; from < areas; ++from) {
      fields.push(`network.connectivity.density.${to}.${from}=${to === from ? within : 0}`);
    }
  }
  return fields.join("&");
}

/** The engine's Worker, asked one thing at a time (the messages are described in worker.js). */
class Engine {
  static async start() {
    const engine = new Engine();
    engine.worker = new Worker(new URL("./worker.js", import.meta.url), {type: "module", name: "nn4n-engine"});
    engine.worker.postMessage({type: "module", module: await compileModule()});
    engine.sequence = 0;
    await engine.#until(({type}) => type === "ready");
    return engine;
  }

  #until(wanted) {
    return new Promise((resolve, reject) => {
      this.worker.onerror = ({message}) => reject(new Error(message));
      this.worker.onmessage = ({data}) => {
        if (data.type === "failed") reject(new Error(data.message));
        if (data.type === "snapshot") this.worker.postMessage({type: "ack"});
        if (wanted(data)) resolve(data);
      };
    });
  }

  async ask(message, wanted = ({type}) => type === "snapshot") {
    const sequence = ++this.sequence;
    this.worker.postMessage({...message, sequence});
    return this.#until((data) => data.sequence >= sequence && wanted(data));
  }

  async open(link) {
    await this.ask({type: "open", experiment: link});
    this.iteration = 0;
  }

  /** Milliseconds of so many iterations; `workers` is then how many shared the last one. */
  async run(iterations) {
    this.iteration += iterations;
    const started = performance.now();
    const {workers} = await this.ask({type: "run", until: this.iteration},
        ({type, status}) => type === "snapshot" && status !== "training");
    this.workers = workers;
    return performance.now() - started;
  }

  /** Runs until so many Workers take part. */
  async gather(workers) {
    const end = performance.now() + START_MS;
    do await this.run(2); while (this.workers < workers && performance.now() < end);
  }

  ceiling() {
    return this.ask({type: "ceiling"}, ({type}) => type === "ceiling");
  }

  stop() {
    this.worker.terminate();
  }
}

/** A row of the table: an engine that stays open, so that rounds of all rows can take turns. */
async function open(row) {
  const engine = await Engine.start();
  await engine.open(linkTo(row.structure, [row.units, row.batch, row.steps]));
  await engine.ask({type: "workers", value: row.workers});
  await engine.gather(Math.min(row.workers, Math.ceil(row.batch / TRIALS_OF_A_SHARD)));
  row.engine = engine;
  let steps = 4;
  let ms = await engine.run(steps);
  while (ms < TRIAL_MS) ms = await engine.run(steps *= 2);
  row.count = Math.max(1, Math.round(ROUND_MS * steps / ms));
  await engine.run(row.count);
  row.samples = [];
  row.ceilings = [];
}

async function takeRound(row) {
  const {gflops, bytes} = await row.engine.ceiling();
  row.ceilings.push(gflops);
  row.megabytes = bytes / 1e6;
  row.samples.push(await row.engine.run(row.count) / row.count);
  row.workers = row.engine.workers;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

function result({structure, units, batch, steps, workers, samples, ceilings, megabytes}) {
  const ms = median(samples);
  return {structure, units, batch, steps, workers, ms, gflops: 6e-6 * steps * batch * units * units / ms,
    ceiling: median(ceilings), megabytes};
}

async function benchmark({rounds = 5, sizes = SIZES, structures: names = Object.keys(structures),
  workers = defaultWorkers(), progress = () => {}} = {}) {
  const results = [];
  for (const [units, batch, steps] of sizes) {
    const rows = names.flatMap((structure) => workers.map((count) => (
        {structure, units, batch, steps, workers: count})));
    for (const row of rows) await open(row);
    for (let round = 0; round < rounds; ++round) {
      progress(`${units} units, ${batch} trials, ${steps} steps: round ${round + 1} of ${rounds}`);
      for (const row of rows) await takeRound(row);
    }
    for (const row of rows) row.engine.stop();
    results.push(...rows.map(result));
    progress("", results);
  }
  return results;
}

function defaultWorkers() {
  const most = Math.min(navigator.hardwareConcurrency || 1, 8);
  return most > 1 ? [1, most] : [1];
}

const byId = (id) => document.getElementById(id);
let shown = [];

function show(status, results) {
  byId("status").textContent = status;
  if (!results) return;
  shown = results;
  byId("table").hidden = byId("after").hidden = false;
  byId("table").tBodies[0].replaceChildren(...results.map((row) => {
    const line = document.createElement("tr");
    for (const text of [row.structure, row.units, row.batch, row.steps, row.workers, row.ms.toFixed(2),
      row.gflops.toFixed(1), `${Math.round(100 * row.gflops / row.ceiling)} %`, row.megabytes.toFixed(0)]) {
      line.insertCell().textContent = text;
    }
    return line;
  }));
}

byId("start").addEventListener("click", async () => {
  byId("start").disabled = true;
  try {
    await benchmark({rounds: Math.max(1, Math.round(byId("rounds").valueAsNumber || 5)), progress: show});
    show("Done.");
  } catch (error) {
    show(`The benchmark stopped. ${error.message}`);
  }
  byId("start").disabled = false;
});
function showRows(id, rows) {
  byId(id).hidden = rows.length === 0;
  byId(id).tBodies[0].replaceChildren(...rows.map((texts) => {
    const line = document.createElement("tr");
    for (const text of texts) line.insertCell().textContent = text;
    return line;
  }));
}

byId("look").addEventListener("click", async () => {
  byId("look").disabled = true;
  try {
    await benchmarkAnalyses({progress: (status, rows) => {
      byId("looking").textContent = status;
      showRows("analyses", rows.map(({what, units, ms}) => [what, units, ms.toFixed(1)]));
    }});
    await benchmarkFrames({progress: (status, rows) => {
      byId("looking").textContent = status;
      showRows("frames", rows.map(({units, frames, ms}) => [frames, units, ms.toFixed(1), (1000 / ms).toFixed(1)]));
    }});
    byId("looking").textContent = "Done.";
  } catch (error) {
    byId("looking").textContent = `The benchmark stopped. ${error.message}`;
  }
  byId("look").disabled = false;
});
byId("copy").addEventListener("click", () => navigator.clipboard.writeText(JSON.stringify(shown, null, 1)));

Object.assign(window, {benchmark, benchmarkAnalyses, benchmarkFrames});
