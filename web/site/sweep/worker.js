// A Worker of a sweep: it says which jobs a specification has, and runs one job after the other. It is a user of the package
// nn4n-engine, whose Sweep (web/engine/sweep.js) does what the program `nn4n sweep` does, to the same bits. What differs is the
// compiled module: the page has downloaded its own, with the same engine in it.
//
// Messages in:
//   {type: "module", module}           first of all: the compiled module of page and engine
//   {type: "read", number, spec}       the specification as JSON text
//   {type: "run", number, job}         trains a job to its end; jobs count from 0
//   {type: "individual", number}       asks what the network of the job that has just ended does (Sweep.individual)
//   {type: "map", number, individuals} asks how alike some of these are (Sweep.map)
//   {type: "list", number, file}       asks for what `nn4n sweep FILE --list` prints
//   {type: "table", number, results}   asks for the table of results as CSV
//   {type: "experiment", number, job}
//   {type: "stop"}                     nobody waits any more: on the thread of the page nothing else ends a job
// Messages out:
//   {type: "answer", number, value}    "read": {jobs, iterations, axes, links}, where links are those of all jobs unless these
//                                      are very many, or {refusal}, a sentence; "run": the result of the job; "map": null
//                                      where there is none; else an object or a text
//   {type: "progress", job, iteration}
//   {type: "failed", message}          the engine is lost; a new Worker is needed
import createModule from "../playground.mjs";
import {EngineError} from "../engine/engine.js";
import {Sweep} from "../engine/sweep.js";
import {startModule} from "../loader.js";

const inPage = typeof document !== "undefined";  // where the browser refuses Workers (parts-inside.js)
const SLICE_MS = inPage ? 12 : 250;  // between two words about how far a job is
const MOST_LINKS = 1000;

const turn = () => new Promise((done) => { setTimeout(done); });

function wordsOf(error) {
  console.error(error);
  return /Aborted|memory|alloc/i.test(error?.message ?? "") ? "It needed more memory than this browser gives a page." :
    "It met a fault in its own code.";
}

/** Answers what one port asks. */
class Answers {
  #Raw;
  #sweep = null;
  #stopped = false;
  #last;  // resolves when all that was asked before is answered

  constructor(port) {
    this.port = port;
    port.onmessage = ({data}) => {
      if (data.type === "stop") this.#stopped = true;
      else if (data.type === "module") this.#last = this.#begin(data.module);
      else this.#last = this.#last.then(() => this.#answer(data));
      this.#last?.catch((error) => port.postMessage({type: "failed", message: wordsOf(error)}));
    };
  }

  async #begin(module) {
    this.#Raw = (await startModule(createModule, module)).Sweep;
  }

  async #answer(question) {
    const value = await this[question.type](question);
    this.port.postMessage({type: "answer", number: question.number, value});
  }

  read({spec}) {
    this.#sweep?.close();
    this.#sweep = null;
    try {
      const sweep = this.#sweep = new Sweep(this.#Raw, spec);
      const {jobs, iterations, axes} = sweep;
      const links = jobs <= MOST_LINKS ? Array.from({length: jobs}, (_, job) => sweep.link(job)) : [];
      return {jobs, iterations, axes, links};
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return {refusal: error.message};
    }
  }

  async run({job}) {
    const sweep = this.#sweep;
    sweep.begin(job);
    while (!sweep.ended && !this.#stopped) {
      let iteration = 0;
      for (const until = performance.now() + SLICE_MS; !sweep.ended && performance.now() < until;) iteration = sweep.step();
      this.port.postMessage({type: "progress", job, iteration});
      if (inPage) await turn();
    }
    return sweep.result();
  }

  individual() { return this.#sweep.individual(); }

  map({individuals}) {
    try {
      return this.#sweep.map(individuals);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      return null;  // they have no condition in common
    }
  }

  list({file}) { return this.#sweep.list(file); }
  table({results}) { return this.#sweep.table(results); }
  experiment({job}) { return JSON.stringify(this.#sweep.experiment(job)); }
}

/** Begins to listen to a Worker's own port or, without Workers, to one on the thread of the page. */
export function attach(to) {
  return new Answers(to);
}

if (!inPage) attach(self);
