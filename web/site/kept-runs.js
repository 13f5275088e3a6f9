// Runs that an edit ended, as checkpoints in the worker's memory: undo brings them back with their weights.

const MOST_RUNS = 5;
const MOST_BYTES = 64 * 1024 * 1024;

export class KeptRuns {
  #runs = new Map();  // by number, the one that was kept last at the end

  /** Keeps a run {id, bytes} under a number, in place of what was kept there. The oldest ones make room for it. */
  keep(number, run) {
    this.#runs.delete(number);
    this.#runs.set(number, run);
    for (const [oldest] of this.#runs) {
      if (this.#runs.size <= MOST_RUNS && this.bytes <= MOST_BYTES) break;
      this.#runs.delete(oldest);
    }
  }

  /** Hands out a run, which is then kept no longer; undefined when there is none. */
  take(number) {
    const run = this.#runs.get(number);
    this.#runs.delete(number);
    return run;
  }

  get bytes() {
    return [...this.#runs.values()].reduce((sum, {bytes}) => sum + bytes.length, 0);
  }
}
