// A Worker of a sweep: it says which jobs a specification has, and runs one job after the other. The engine's class Sweep
// (src/api/sweep_runs.h) does what the program `nn4n sweep` does, to the same bits.
//
// Messages in:
//   {type: "module", module}           first of all: the compiled module of page and engine
//   {type: "read", number, spec}       the specification as JSON text
//   {type: "run", number, job}         trains a job to its end; jobs count from 0
//   {type: "list", number, file}       asks for what `nn4n sweep FILE --list` prints
//   {type: "table", number, results}   asks for the table of results, a JSON list, as CSV
//   {type: "experiment", number, job}
//   {type: "stop"}                     nobody waits any more: on the thread of the page nothing else ends a job
// Messages out:
//   {type: "answer", number, value}    "read": {ok, issues, jobs, iterations, axes, links}, where links are those of all jobs
//                                      unless these are very many; "run": the result as JSON text; else a text
//   {type: "progress", job, iteration}
//   {type: "failed", message}          the engine is lost; a new Worker is needed
import createModule from "../playground.mjs";
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
    const {Sweep} = await startModule(createModule, module);
    this.#sweep = new Sweep();
  }

  async #answer(question) {
    const value = await this[question.type](question);
    this.port.postMessage({type: "answer", number: question.number, value});
  }

  read({spec}) {
    const answer = JSON.parse(this.#sweep.read(spec));
    const links = answer.jobs <= MOST_LINKS ? Array.from({length: answer.jobs}, (_, job) => this.#sweep.link(job)) : [];
    return {...answer, links};
  }

  async run({job}) {
    this.#sweep.start(job);
    while (!this.#sweep.ended() && !this.#stopped) {
      let iteration = 0;
      for (const until = performance.now() + SLICE_MS; !this.#sweep.ended() && performance.now() < until;)
        iteration = this.#sweep.step(1);
      this.port.postMessage({type: "progress", job, iteration});
      if (inPage) await turn();
    }
    return this.#sweep.result();
  }

  list({file}) { return this.#sweep.list(file); }
  table({results}) { return this.#sweep.table(results); }
  experiment({job}) { return this.#sweep.experiment(job); }
}

/** Begins to listen to a Worker's own port or, without Workers, to one on the thread of the page. */
export function attach(to) {
  return new Answers(to);
}

if (!inPage) attach(self);
