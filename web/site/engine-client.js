// The page's end of the worker (the messages are described in worker.js).
//
// Every message gets a sequence number, and every answer carries the number of the last message that it takes into
// account. So an answer that a later edit has overtaken is recognised and dropped, and a command can wait for the
// snapshot that shows its effect.

import {Heartbeat} from "./heartbeat.js";
import {startWorker} from "./parts.js";

/** A snapshot that the worker sent before it had one of these messages is of another run. */
const startsOver = new Set(["open", "restore", "take", "reset", "best", "branch"]);
/** An experiment that the worker sent before it had one of these messages is out of date. */
const changesExperiment = new Set(["open", "restore", "take", "change", "best", "branch"]);

export class EngineClient {
  /**
   * @param {object} listener
   * @param {(presets: {key: string, label: string, help: string}[]) => void} listener.ready
   * @param {(title: string) => void} listener.opened
   * @param {(message: object, bytes: Uint8Array | null) => void} listener.received a snapshot, a moment of the film, an
   *     experiment, or that a run, its best weights or a moment are gone
   * @param {(answer: object) => void} listener.kept what became of the run in the browser's storage
   * @param {(message: string) => void} listener.failed the worker is lost
   */
  constructor(listener) {
    this.listener = listener;
    this.module = null;
    this.sequence = 0;
    this.runSince = 0;
    this.experimentSince = 0;
    this.waiters = [];
    this.questions = [];
    this.worker = null;
    this.heartbeat = new Heartbeat(() => this.worker?.postMessage({type: "ping"}),
        (seconds) => this.#fail(`It has not answered for ${seconds} seconds.`));
  }

  /** What the workers start from, once it is compiled. */
  useModule(module) {
    this.module = module;
    this.worker?.postMessage({type: "module", module});
  }

  /** Starts a worker, in place of the one before. */
  start() {
    this.stop();
    const worker = startWorker(new URL("./worker.js", import.meta.url), "nn4n-engine");
    worker.onmessage = ({data}) => this.#receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || "The worker could not be started.");
    };
    worker.onmessageerror = () => this.#fail("A message of the worker could not be read.");
    this.worker = worker;
    if (this.module) worker.postMessage({type: "module", module: this.module});
    this.heartbeat.start();
  }

  stop() {
    this.heartbeat.stop();
    if (!this.worker) return;
    this.worker.onmessage = this.worker.onerror = this.worker.onmessageerror = null;
    this.worker.terminate();
    this.worker = null;
  }

  get alive() {
    return this.worker !== null;
  }

  /** Sends a message; returns its sequence number. */
  post(message) {
    const sequence = ++this.sequence;
    if (startsOver.has(message.type)) {
      this.runSince = sequence;
      this.heartbeat.longRun();
    }
    if (changesExperiment.has(message.type)) this.experimentSince = sequence;
    this.worker?.postMessage({...message, sequence});
    return sequence;
  }

  /** Lets the worker send the next snapshot. */
  acknowledge() {
    this.worker?.postMessage({type: "ack"});
  }

  /**
   * Resolves with the first snapshot that takes message `sequence` into account and for which `done` holds.
   * @param {number} sequence
   * @param {(message: {status: string}) => boolean} done may throw what the promise is to reject with
   */
  shown(sequence, done = () => true) {
    return new Promise((resolve, reject) => {
      this.waiters.push({sequence, done, resolve, reject});
    });
  }

  /** Asks the worker something that it answers at once: "examine", "share", "file" or "to_analyse" (worker.js). */
  ask(question) {
    return new Promise((resolve, reject) => {
      if (!this.alive) throw new Error("The engine has stopped. Restart it first.");
      this.questions.push({resolve, reject});
      this.post(question);
    });
  }

  #answer({answer, error}) {
    const question = this.questions.shift();
    if (error) question?.reject(new Error(error));
    else question?.resolve(answer);
  }

  #receive(message) {
    this.heartbeat.answered();
    switch (message.type) {
      case "answer": return this.#answer(message);
      case "kept": return this.listener.kept(message);
      case "ready": return this.listener.ready(message.presets);
      case "opened":
        this.heartbeat.opened(message.operations);
        return this.listener.opened(message.title);
      case "failed": return this.#fail(message.message);
      case "experiment":
        if (message.sequence >= this.experimentSince) this.listener.received(message, null);
        return undefined;
      case "gone":
      case "no_best":
      case "no_moment":
        if (message.sequence >= this.runSince) this.listener.received(message, null);
        return undefined;
      case "moment": return this.#receiveMoment(message);
      case "snapshot": return this.#receiveSnapshot(message);
    }
    return undefined;
  }

  #receiveSnapshot(message) {
    if (message.sequence < this.runSince) return this.acknowledge();
    if (message.speed > 0) this.heartbeat.iterated();
    const {bytes, ...rest} = message;
    this.listener.received(rest, bytes);
    this.waiters = this.waiters.filter((waiter) => !this.#settle(waiter, message));
    return undefined;
  }

  #receiveMoment({bytes, ...message}) {
    if (message.sequence >= this.runSince) this.listener.received(message, bytes);
  }

  #settle({sequence, done, resolve, reject}, message) {
    if (message.sequence < sequence) return false;
    try {
      if (!done(message)) return false;
      resolve(message);
    } catch (error) {
      reject(error);
    }
    return true;
  }

  #fail(message) {
    this.stop();
    for (const {reject} of [...this.waiters.splice(0), ...this.questions.splice(0)]) reject(new Error(`The engine has stopped. ${message}`));
    this.listener.failed(message);
  }
}
