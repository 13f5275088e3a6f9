// Keeps the Worker's run in the browser's storage as it goes, so that it survives the tab (store.js).
import {lockOf, Store} from "./store.js";

const SHARE = 0.02;          // of the training's time may go into keeping it
const SOONEST_MS = 1000;     // between two writes while training
const SHORT_RUN = 50;        // iterations; a run that is no longer is forgotten when another takes its place

const failureOf = (error) => error?.name === "QuotaExceededError" ?
  "This browser's storage is full, so the run is no longer kept. Delete runs on the shelf, or save a file." :
  "This browser does not let the page keep runs, so this one ends with the tab. Save a file to keep it.";

export class Keeper {
  #store = null;       // once it is open
  #opening = null;
  #last = Promise.resolve();  // the writes, one after the other
  #writing = false;
  #notBefore = 0;
  #release = () => {};
  #failure = "";  // the last one, said once

  /**
   * @param {object} parts
   * @param {() => {iteration: number}} parts.describe the run as a record without id and times
   * @param {() => Uint8Array} parts.bytes the checkpoint
   * @param {(answer: object) => void} parts.told {begun: id}, {record}, {removed: id} or {failure: a sentence}
   */
  constructor({describe, bytes, told}) {
    Object.assign(this, {describe, bytes, told, id: "", keptIteration: 0});
    this.#opening = Store.open().then((store) => { this.#store = store; });
    this.#opening.catch((error) => this.#fail(error));
  }

  #fail(error) {
    const failure = failureOf(error);
    if (failure !== this.#failure) this.told({failure});
    this.#failure = failure;
  }

  /** Another run begins, under a number of its own or under the one that it was kept with. */
  begin(id, iteration) {
    this.#release();
    this.id = id || crypto.randomUUID?.() || String(Math.random()).slice(2);
    this.keptIteration = iteration;
    this.#claim(this.id);
    this.told({begun: this.id});
  }

  /** Holds the lock of the run as long as it is this Worker's. If another tab has the run, this is a copy of it. */
  #claim(id) {
    let ended = false;
    this.#release = () => { ended = true; };
    navigator.locks?.request(lockOf(id), {ifAvailable: true}, (lock) => {
      if (ended || this.id !== id) return undefined;
      if (!lock) return this.begin("", 0);
      return new Promise((resolve) => { this.#release = resolve; });
    }).catch(() => {});  // some frames have no locks: then two tabs may write the same run, the last one stays
  }

  /** Writes the run when it is time to; at once when training has stopped. */
  keep(training) {
    const {iteration} = this.describe();
    if (iteration === this.keptIteration || iteration === 0 || (training && this.#failure)) return;
    const started = performance.now();
    if (training && (this.#writing || started < this.#notBefore)) return;
    this.#write({current: true});
    const now = performance.now();
    this.#notBefore = now + Math.max(SOONEST_MS, (now - started) * (1 / SHARE - 1));
  }

  /** The run is about to be left: writes it, or forgets it when it is short. Returns its bytes. */
  leave() {
    if (this.describe().iteration > SHORT_RUN) return this.#write({current: false});
    const {id} = this;
    this.#queue(() => this.#store.remove(id));
    this.told({removed: id});
    return this.bytes();
  }

  #write(how) {
    const bytes = this.bytes();
    const record = {id: this.id, touched: Date.now(), ...this.describe({whole: true}), ...how};
    this.keptIteration = record.iteration;
    this.#writing = true;
    this.#queue(async () => {
      const written = await this.#store.write(record, bytes);
      this.#failure = "";
      this.told({record: written});
      if (!how.current) await this.#store.thin();
    });
    return bytes;
  }

  /** After the writes before it. */
  #queue(work) {
    this.#last = this.#last.then(() => this.#opening).then(work).catch((error) => this.#fail(error))
        .finally(() => { this.#writing = false; });
  }
}
