// The page's end of the analysis worker (analysis-worker.js): asks it one question at a time, and no more often than
// training can bear. What becomes of a question is told to the view, also when the worker dies.
//
// Training is not to lose more than a tenth of its speed. So a question that nobody waits for is put only once ten times
// as long has passed as the last answer took, and a person's question at once.

import {startWorker} from "./parts.js";

const SHARE = 10;          // this many times the last answer's time passes before the next question
const PONG_MS = 10_000;    // a worker at rest answers a ping within this time, also on a busy machine
const LONGEST_MS = 300_000;  // no analysis takes longer

export class Analysis {
  #worker = null;
  #question = null;
  #timer = 0;
  #restAt = 0;   // from when on the next question that nobody waits for may be put

  /**
   * @param {object} parts
   * @param {WebAssembly.Module} parts.module compiled, from which the worker starts
   * @param {(moment: number | null) => Promise<{checkpoint: Uint8Array, moment: Uint8Array | null}>} parts.run the run as
   *     it is now, as bytes
   * @param {(message: object, bytes: Uint8Array) => void} parts.answered what the view is to hear
   */
  constructor({module, run, answered}) {
    Object.assign(this, {module, run, answered});
  }

  /** @param {{number: number, what: string, moment: number | null, urgent: boolean}} question */
  ask(question) {
    this.#question = question;
    clearTimeout(this.#timer);
    const wait = question.urgent ? 0 : this.#restAt - performance.now();
    if (wait > 0) this.#timer = setTimeout(() => this.#put(question), wait);
    else this.#put(question);
  }

  /** Puts a question: with a sign of life first, for a browser may end a worker without a word. */
  async #put(question) {
    try {
      const {checkpoint, moment} = await this.run(question.moment);
      if (question !== this.#question) return;
      if (!this.#worker) await this.#start();
      else await this.#heard("pong", PONG_MS, () => this.#worker.postMessage({type: "ping"}));
      const {number, what, moment: iteration} = question;
      const bytes = moment ? [checkpoint.buffer, moment.buffer] : [checkpoint.buffer];
      const answer = await this.#heard("answer", LONGEST_MS,
          () => this.#worker.postMessage({type: "analyse", number, what, checkpoint, moment, iteration}, bytes));
      this.#restAt = performance.now() + SHARE * (answer.took ?? 0);
      this.#tell(question, {took_ms: answer.took ?? 0, failure: answer.failure ?? ""}, answer.bytes);
    } catch ({message}) {
      this.#stop();
      this.#tell(question, {failure: message});
    }
  }

  #tell(question, message, bytes = new Uint8Array()) {
    if (question !== this.#question) return;
    this.#question = null;
    this.answered({type: "analysis", number: question.number, ...message}, bytes);
  }

  #start() {
    return this.#heard("ready", LONGEST_MS, () => {
      this.#worker = startWorker(new URL("./analysis-worker.js", import.meta.url), "nn4n-analysis");
      this.#worker.postMessage({type: "module", module: this.module});
    });
  }

  /** Resolves with the next message of a type after `act`; rejects with a sentence when none comes in time. */
  #heard(type, patience, act) {
    act();
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      const fail = (why) => reject(new Error(`The analysis has stopped. ${why}`));
      const timer = setTimeout(() => fail("Its Worker has not answered."), patience);
      worker.onmessage = ({data}) => {
        if (data.type === "failed") fail(data.message);
        if (data.type !== type) return;
        clearTimeout(timer);
        resolve(data);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        fail(event.message || "Its Worker could not be started.");
      };
    });
  }

  #stop() {
    this.#worker?.terminate();
    this.#worker = null;
  }
}
