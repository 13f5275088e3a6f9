// A sweep in the page: its specification, which of its jobs are done, and the Workers that run the others. It goes on while
// its dialog is closed. What is done is kept in the tab, so that a page that is loaded again goes on from there.
import {AskedWorker} from "./asked-worker.js";

/** What one machine runs while a person waits; more is for a cluster. */
export const LIMITS = {values: 8, seeds: 10, iterations: 20_000};
const MOST_WORKERS = 4;
const KEPT = "nn4n.sweep";

/** One core is left for the page and its own training. */
export const workersHere = () => Math.min(Math.max((navigator.hardwareConcurrency || 2) - 1, 1), MOST_WORKERS);

/** Why a specification is too much for this page; empty when it is not. */
export function tooMuch({axes, iterations}) {
  const settings = axes.slice(0, -1);
  const seeds = axes.at(-1).values.length;
  const longest = Math.max(0, ...settings.map(({values}) => values.length));
  if (longest > LIMITS.values) return `A setting has ${longest} values; this page runs up to ${LIMITS.values}.`;
  if (seeds > LIMITS.seeds) return `There are ${seeds} seeds; this page runs up to ${LIMITS.seeds}.`;
  if (iterations > LIMITS.iterations) return `A job has ${iterations} iterations; this page runs up to ${LIMITS.iterations}.`;
  return "";
}

export class Sweep {
  results = [];    // of each job: what came out, or null
  individuals = [];  // of a sweep of seeds alone: what the network of each job does, or null
  failed = new Map();  // why a job could not be run, by its number from 0
  running = false;
  #workers = [];
  #progress = new Map();  // the iteration of each job that is being run
  #planner = null;
  #began = 0;
  #doneBefore = 0;

  /**
   * @param {object} parts
   * @param {WebAssembly.Module} parts.module
   * @param {object} parts.spec the specification
   * @param {string} parts.title of the experiment
   * @param {string[]} parts.labels of the settings, in the order of the axes
   * @param {() => void} parts.changed
   */
  constructor({module, spec, title, labels, changed}) {
    Object.assign(this, {module, spec, title, labels, changed});
  }

  /** Asks a Worker of its own, which runs no jobs. */
  ask(question) {
    if (!this.#planner?.alive) {
      this.#planner = new AskedWorker(this.module);
      this.#planner.ask({type: "read", spec: JSON.stringify(this.spec)}).catch(() => {});
    }
    return this.#planner.ask(question);
  }

  /** Reads the specification; throws what is wrong with it, in a sentence. */
  async read() {
    const plan = await this.ask({type: "read", spec: JSON.stringify(this.spec)});
    if (plan.refusal) throw new Error(plan.refusal);
    this.plan = plan;
    if (this.results.length !== plan.jobs) this.results = Array(plan.jobs).fill(null);
    return plan;
  }

  /** Are its jobs individuals: the same experiment from several seeds? */
  get onlySeeds() { return this.plan.axes.length === 1; }

  /** Those that are trained, with their seeds and jobs. */
  get trained() {
    const seeds = this.plan.axes.at(-1).values;
    return [...this.individuals.keys()].filter((job) => this.individuals[job])
        .map((job) => ({job, seed: seeds[job], ...this.individuals[job]}));
  }

  get jobs() { return this.plan.jobs; }
  get done() { return this.results.filter(Boolean).length; }
  get finished() { return this.done + this.failed.size >= this.jobs; }

  /** The share of all iterations that is trained, 0 to 1. */
  get part() {
    const under = [...this.#progress.values()].reduce((sum, iteration) => sum + iteration, 0) / Math.max(this.plan.iterations, 1);
    return Math.min((this.done + this.failed.size + under) / this.jobs, 1);
  }

  /** How long it still takes, in seconds; null before that can be said. */
  get remaining() {
    const since = this.part - this.#doneBefore;
    const seconds = (performance.now() - this.#began) / 1000;
    return this.running && since > 0 && seconds > 2 ? seconds * (1 - this.part) / since : null;
  }

  /** Runs the jobs that are not done. */
  start() {
    if (this.running) return;
    this.running = true;
    this.failed.clear();
    this.#began = performance.now();
    this.#doneBefore = this.part;
    const waiting = [...this.results.keys()].filter((job) => !this.results[job]);
    const hands = Array.from({length: Math.min(workersHere(), waiting.length)}, () => this.#work(waiting));
    Promise.all(hands).then(() => {
      if (!this.running) return;
      this.stop();
    });
    this.changed();
  }

  /** Ends what is being trained; jobs that are done stay. */
  stop() {
    this.running = false;
    for (const worker of this.#workers.splice(0)) worker.stop();
    this.#progress.clear();
    this.changed();
  }

  /** Gives the memory of all Workers back. */
  close() {
    this.stop();
    this.#planner?.stop();
  }

  async #work(waiting) {
    let worker = null;
    while (this.running && waiting.length > 0) {
      const job = waiting.shift();
      try {
        worker = worker?.alive ? worker : await this.#newWorker((iteration) => {
          this.#progress.set(worker.job, iteration);
          this.changed();
        });
        worker.job = job;
        const result = await worker.ask({type: "run", job});
        if (this.onlySeeds) this.individuals[job] = await worker.ask({type: "individual"});
        this.#took(job, result);
      } catch ({message}) {
        if (!this.running) return;
        this.failed.set(job, message);
      }
      this.#progress.delete(job);
      this.changed();
    }
    worker?.stop();
  }

  async #newWorker(progress) {
    const worker = new AskedWorker(this.module, progress);
    this.#workers.push(worker);
    await worker.ask({type: "read", spec: JSON.stringify(this.spec)});
    return worker;
  }

  #took(job, result) {
    this.results[job] = result;
    this.#keep();
  }

  /** The table that `nn4n sweep --collect` writes. */
  table() {
    return this.ask({type: "table", results: this.results});
  }

  #keep() {
    const {spec, title, labels, individuals} = this;
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({spec, title, labels, results: this.results, individuals}));
    } catch {
      // Some frames refuse the storage, and some sweeps are too long for it: the results last as long as the page.
    }
  }

  /** The sweep that a page of this tab had before it was loaded again, or null. */
  static async kept({module, changed}) {
    try {
      const {spec, title, labels, results, individuals} = JSON.parse(sessionStorage.getItem(KEPT) ?? "null") ?? {};
      if (!spec) return null;
      const sweep = new Sweep({module, spec, title: String(title), labels: labels.map(String), changed});
      const {jobs} = await sweep.read();
      if (results.length !== jobs) return null;
      sweep.individuals = (individuals ?? []).map((one) => Array.isArray(one?.plots) && one.states ? one : null);
      const whole = (job) => !sweep.onlySeeds || sweep.individuals[job];  // else it is trained again
      sweep.results = results.map((result, job) => typeof result?.fingerprint === "string" && whole(job) ? result : null);
      return sweep;
    } catch {
      return null;  // refused, or not what was written
    }
  }
}
