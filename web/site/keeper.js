// Keeps the Worker's run in the browser's storage as it goes, so that it survives the tab (store.js).
import {lockOf, Store} from "./store.js";

const SHARE = 0.02;          // of the training's time may go into keeping it
const SOONEST_MS = 1000;     // between two writes while training
const AGAIN_MS = 500;        // after the storage was lost
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
  #film = new Map();  // how many bytes each moment has that is in the storage; undefined = it cannot be read

  /**
   * @param {object} parts
   * @param {() => {iteration: number}} parts.describe the run as a record without id and times
   * @param {() => Uint8Array} parts.bytes the checkpoint
   * @param {{iterations: () => number[], bytes: (iteration: number) => Uint8Array,
   *     take: (moments: {iteration: number, bytes: unknown}[]) => boolean[]}} parts.film of the run; `take` answers which
   *     moments could be read
   * @param {(answer: object) => void} parts.told {begun: id}, {record}, {removed: id} or {failure: a sentence}
   */
  constructor({describe, bytes, film, told}) {
    Object.assign(this, {describe, bytes, film, told, id: "", keptIteration: 0});
    this.#open();
  }

  #open() {
    this.#opening = Store.open(() => this.#lost()).then((store) => { this.#store = store; });
    this.#opening.catch((error) => this.#fail(error));
    return this.#opening;
  }

  /** What was kept is gone with the storage, so the run is written once more, when that has been cleared. */
  #lost() {
    this.#opening = Promise.reject(new Error("The storage is gone."));
    this.#opening.catch(() => {});
    this.keptIteration = 0;
    this.#film = new Map();
    setTimeout(() => this.keep(false), AGAIN_MS);
  }

  #fail(error) {
    const failure = failureOf(error);
    if (failure !== this.#failure) this.told({failure});
    this.#failure = failure;
  }

  /**
   * Another run begins, under a number of its own or under the one that it was kept with. Its film is that which is kept
   * under `filmOf`.
   */
  begin(id, iteration, filmOf = id) {
    this.#release();
    this.id = id || crypto.randomUUID?.() || String(Math.random()).slice(2);
    this.keptIteration = iteration;
    this.#film = new Map();
    this.#claim(this.id);
    this.told({begun: this.id});
    if (filmOf) this.#takeFilm(this.id, filmOf);
  }

  /** Hands the moments that are kept of a run to it, unless another one has taken its place by then. */
  #takeFilm(id, filmOf) {
    this.#queue(async () => {
      const moments = await this.#store.film(filmOf);
      if (this.id !== id) return;
      const taken = this.film.take(moments);
      if (id !== filmOf) return;
      this.#film = new Map(moments.map(({iteration, bytes}, k) => [iteration, taken[k] ? bytes.length : undefined]));
    });
  }

  /** Holds the lock of the run as long as it is this Worker's. If another tab has the run, this is a copy of it. */
  #claim(id) {
    let ended = false;
    this.#release = () => { ended = true; };
    navigator.locks?.request(lockOf(id), {ifAvailable: true}, (lock) => {
      if (ended || this.id !== id) return undefined;
      if (!lock) return this.begin("", 0, id);
      return new Promise((resolve) => { this.#release = resolve; });
    }).catch(() => {});  // some frames have no locks: then two tabs may write the same run, the last one stays
  }

  /** What is kept of the run is no longer what it is, although it has not gone on. */
  changed() {
    this.keptIteration = -1;
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
    const {news, kept} = this.#newsOfFilm();
    this.keptIteration = record.iteration;
    this.#writing = true;
    this.#queue(async () => {
      const written = await this.#store.write(record, bytes, news);
      if (this.id === record.id) this.#film = kept;
      this.#failure = "";
      this.told({record: written});
      if (!how.current) await this.#store.thin();
    });
    return bytes;
  }

  /** What of the film is not in the storage, or no longer in the film; and what is in the storage once that is written. */
  #newsOfFilm() {
    const iterations = this.film.iterations();
    const kept = new Map();
    const put = [];
    for (const iteration of iterations) {
      if (this.#film.get(iteration) === undefined) put.push({iteration, bytes: this.film.bytes(iteration)});
      kept.set(iteration, this.#film.get(iteration) ?? put.at(-1).bytes.length);
    }
    const drop = [...this.#film.keys()].filter((iteration) => !kept.has(iteration));
    return {news: {put, drop, bytes: [...kept.values()].reduce((sum, size) => sum + size, 0)}, kept};
  }

  /** After the writes before it. */
  #queue(work) {
    this.#last = this.#last.then(() => this.#opening.catch(() => this.#open())).then(work).catch((error) => this.#fail(error))
        .finally(() => { this.#writing = false; });
  }
}
