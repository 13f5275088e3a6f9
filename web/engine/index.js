// nn4n-engine: networks as neuroscientists use them, built, trained and taken apart by scripts. See README.md and index.d.ts.
import packed from "./binary.js";
import workerText from "./worker-text.js";
import {Engine, EngineError} from "./engine.js";
import {engineFrom, sweepFrom} from "./start.js";
import {Sweep} from "./sweep.js";

export {Engine, EngineError, Sweep};
export {build, schema} from "./about.js";

let compiled = null;

async function compile() {
  const letters = atob(packed);
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const unpacked = new Response(bytes).body.pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(unpacked).arrayBuffer());
}

/** An engine on this thread. */
export async function createEngine() {
  compiled ??= compile();
  return engineFrom(await compiled);
}

/** A sweep on this thread. */
export async function createSweep(spec) {
  compiled ??= compile();
  return sweepFrom(await compiled, spec);
}

function startWorker() {
  if (typeof Worker === "undefined") {
    const {Worker: NodeWorker} = process.getBuiltinModule("node:worker_threads");
    const worker = new NodeWorker(workerText, {eval: true});
    worker.on("message", (data) => worker.onmessage({data}));
    worker.on("error", ({message}) => worker.onerror({message}));
    return worker;
  }
  const url = URL.createObjectURL(new Blob([workerText], {type: "text/javascript"}));
  const worker = new Worker(url);
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return worker;
}

const methods = ["open", "state", "evaluate", "analyse", "intervene", "change", "reset", "weights", "setWeights",
  "checkpoint", "showBest", "table", "python", "link", "structure", "presets"];

/** The same engine in a Worker of its own: every method answers with a promise. */
class EngineWorker {
  #worker;
  #waiting = new Map();
  #asked = 0;
  #progress = () => {};

  constructor(worker) {
    this.#worker = worker;
    worker.onmessage = ({data}) => this.#heard(data);
    worker.onerror = ({message}) => this.#end(message || "The Worker could not be started.");
  }

  #heard({number, value, error, progress}) {
    if (progress) return this.#progress(progress);
    const {resolve, reject} = this.#waiting.get(number) ?? {};
    this.#waiting.delete(number);
    if (!error) return resolve?.(value);
    return reject?.(error.issues.length > 0 ? new EngineError(error.issues) : new Error(error.message));
  }

  #end(message) {
    for (const {reject} of this.#waiting.values()) reject(new Error(message));
    this.#waiting.clear();
    this.#worker?.terminate();
    this.#worker = null;
  }

  ask(method, ...args) {
    return new Promise((resolve, reject) => {
      if (!this.#worker) throw new Error("This engine is closed.");
      const number = ++this.#asked;
      this.#waiting.set(number, {resolve, reject});
      this.#worker.postMessage({number, method, args});
    });
  }

  async train(iterations, {progress = () => {}} = {}) {
    this.#progress = progress;
    return this.ask("train", iterations);
  }

  pause() { this.#worker?.postMessage({method: "pause"}); }
  close() { this.#end("This engine is closed."); }
}
for (const method of methods) {
  EngineWorker.prototype[method] = function ask(...args) { return this.ask(method, ...args); };
}

/** An engine in a Worker. */
export async function createWorker() {
  compiled ??= compile();
  const module = await compiled;
  const worker = startWorker();
  const engine = new EngineWorker(worker);
  worker.postMessage({module});
  return engine;
}
