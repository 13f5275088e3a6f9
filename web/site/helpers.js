// The Workers that share a batch with the one that owns the run.
//
// The bits do not depend on which Worker sums which shards (src/training/split_batch.h). So helpers may come late, be
// few, or die: the owner computes what they do not answer, and the step only takes longer.
import {startWorker} from "./parts.js";

const MOST_WORKERS = 8;         // as many shards a batch has at most
const PATIENCE_MS = 1000;       // a helper that is silent for so long, and for so many steps, is taken for dead:
const PATIENCE_STEPS = 8;       // if it was only slow, another one comes, and the owner has computed its part
const WORTHWHILE_MS = 1.5;      // shorter steps cost less than the messages

export class Helpers {
  /** @param {WebAssembly.Module} module compiled, from which helpers start */
  constructor(module) {
    this.module = module;
    this.limit = Math.min(navigator.hardwareConcurrency || 1, MOST_WORKERS);  // the owner included
    this.workers = [];
    this.experiment = "";
    this.step = 0;
    this.stepMs = 0;  // of a step that the owner took alone
  }

  /** The experiment of the run, as JSON text; again after every change to it. */
  open(experiment) {
    this.experiment = experiment;
    this.stepMs = 0;
    for (const {worker} of this.workers) worker.postMessage({type: "open", experiment});
  }

  /** Allows so many Workers in all. Without this call there are at most as many as the processor has cores. */
  limitTo(count) {
    this.limit = Math.max(1, Math.min(count, MOST_WORKERS));
    this.forced = true;
    while (this.workers.length > this.limit - 1) this.#dismiss(this.workers.at(-1));
  }

  /** Takes note of how long a step takes alone, which decides whether steps are shared. */
  tookAlone(ms) {
    this.stepMs = this.stepMs === 0 ? ms : 0.8 * this.stepMs + 0.2 * ms;
  }

  /** The helpers that take part in a step of so many shards. They are started when a step first is worth sharing. */
  wanted(shards) {
    if (this.limit < 2 || shards < 2 || !(this.forced || this.stepMs > WORTHWHILE_MS)) return [];
    while (this.workers.length < Math.min(this.limit, shards) - 1) {
      if (!this.#hire()) break;
    }
    return this.workers.filter(({ready}) => ready).slice(0, shards - 1);
  }

  /** Sends out the parts[i] to parts[i + 1], but for the first; resolves when the engine has all sums that come back. */
  async sum(helpers, parts, engine) {
    const step = ++this.step;
    await Promise.all(helpers.map(async (helper, i) => {
      const bytes = engine.position(helper.buffer);
      const sums = await this.#ask(helper, {type: "sum", step, first: parts[i + 1], last: parts[i + 2], bytes});
      if (sums === null) return;
      engine.addSums(sums);
      helper.buffer = sums.buffer;
    }));
  }

  #ask(helper, message) {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#dismiss(helper),
          Math.max(PATIENCE_MS, PATIENCE_STEPS * this.stepMs));
      helper.answer = (bytes) => {
        clearTimeout(timer);
        helper.answer = null;
        resolve(bytes);
      };
      helper.step = message.step;
      helper.worker.postMessage(message, [message.bytes.buffer]);
    });
  }

  #hire() {
    if (typeof Worker === "undefined" || this.broken) return false;
    const helper = {worker: null, ready: false, answer: null, step: 0, buffer: new ArrayBuffer(0)};
    try {
      helper.worker = startWorker(new URL("./shard-worker.js", import.meta.url), "nn4n-shards");
    } catch {
      this.broken = true;  // no Workers in Workers here
      return false;
    }
    helper.worker.onmessage = ({data}) => {
      if (data.type === "ready") helper.ready = true;
      else if (data.step === helper.step) helper.answer?.(data.bytes);
    };
    helper.worker.onerror = (event) => {
      event.preventDefault();
      this.#dismiss(helper);
    };
    helper.worker.postMessage({type: "module", module: this.module});
    helper.worker.postMessage({type: "open", experiment: this.experiment});
    this.workers.push(helper);
    return true;
  }

  /** Lets a helper go. If it died before it was ready, another one would as well: none is started any more. */
  #dismiss(helper) {
    if (!helper.ready) this.broken = true;
    this.workers = this.workers.filter((other) => other !== helper);
    helper.worker.terminate();
    helper.answer?.(null);
  }
}
