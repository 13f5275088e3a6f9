// Sweeps as scripts use them, and as the Workers of the page's sweep do (web/site/sweep/worker.js): all combinations of some
// settings and seeds as numbered jobs, the same ones with the same bits as those of the program `nn4n sweep`.
import {checked, EngineError} from "./engine.js";

export class Sweep {
  #raw;

  /**
   * @param {object} Raw the class Sweep of the compiled module
   * @param {string | object} spec the specification, JSON text or an object
   */
  constructor(Raw, spec) {
    this.#raw = new Raw();
    try {
      const {jobs, iterations, axes} = checked(this.#raw.read(typeof spec === "string" ? spec : JSON.stringify(spec) ?? ""));
      Object.assign(this, {jobs, iterations, axes});
    } catch (error) {
      this.close();
      throw error;
    }
  }

  #number(job) {
    if (Number.isInteger(job) && job >= 0 && job < this.jobs) return job;
    throw new RangeError(`There is no job ${job}; they count from 0 to ${this.jobs - 1}.`);
  }

  link(job) { return this.#raw.link(this.#number(job)); }
  experiment(job) { return JSON.parse(this.#raw.experiment(this.#number(job))); }
  list(file = "sweep.json") { return this.#raw.list(String(file)); }

  begin(job) { this.#raw.start(this.#number(job)); }
  step(iterations = 1) { return this.#raw.step(iterations); }
  get ended() { return this.#raw.ended(); }
  result() { return JSON.parse(this.#raw.result() || "null"); }

  /** What the network of a job that has ended does, to be laid beside those of the other seeds. */
  individual() { return JSON.parse(this.#raw.individual() || "null"); }

  /**
   * How alike some of them are: distances by Procrustes, and their places in a plane.
   * @param {object[]} individuals
   */
  map(individuals) {
    const {issues, ...map} = JSON.parse(this.#raw.constructor.map(JSON.stringify(individuals)));
    if (issues) throw new EngineError(issues);
    return map;
  }

  run(job) {
    this.begin(job);
    while (!this.ended) this.step(50);
    return this.result();
  }

  table(results) { return this.#raw.table(JSON.stringify(results.filter(Boolean))); }
  close() { this.#raw.delete(); }
}
