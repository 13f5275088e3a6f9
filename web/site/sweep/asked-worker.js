// The page's end of one Worker of a sweep (worker.js): questions and their answers.
import {startWorker} from "../parts.js";

export class AskedWorker {
  #worker;
  #waiting = new Map();
  #asked = 0;

  /**
   * @param {WebAssembly.Module} module compiled, from which the Worker starts
   * @param {(iteration: number) => void} progress how far the job is that it runs
   */
  constructor(module, progress = () => {}) {
    const worker = startWorker(new URL("./worker.js", import.meta.url), "nn4n-sweep");
    this.#worker = worker;
    worker.onmessage = ({data}) => {
      if (data.type === "progress") return progress(data.iteration);
      if (data.type === "failed") return this.#end(data.message);
      const {resolve} = this.#waiting.get(data.number) ?? {};
      this.#waiting.delete(data.number);
      return resolve?.(data.value);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#end(event.message || "Its Worker could not be started.");
    };
    worker.postMessage({type: "module", module});
  }

  get alive() { return this.#worker !== null; }

  /** Resolves with the value of the answer. */
  ask(question) {
    return new Promise((resolve, reject) => {
      if (!this.#worker) throw new Error("It was stopped.");
      const number = ++this.#asked;
      this.#waiting.set(number, {resolve, reject});
      this.#worker.postMessage({...question, number});
    });
  }

  stop() { this.#end("It was stopped."); }

  #end(message) {
    this.#worker?.postMessage({type: "stop"});
    this.#worker?.terminate();
    this.#worker = null;
    for (const {reject} of this.#waiting.values()) reject(new Error(message));
    this.#waiting.clear();
  }
}
