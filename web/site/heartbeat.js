// Notices that the worker no longer answers: a browser may end it without a word, and a loop may never end.

const BEAT_MS = 1000;
const PATIENCE_BEATS = 20;
const LONG_PATIENCE_BEATS = 180;  // while an experiment is opened, or a large one has not had an iteration yet
const SLOWER = 10;                // than the slowest answer so far is not slow but gone
const SLOWEST_MACHINE = 1e8;      // operations a second; a school's laptop does ten times as many

export class Heartbeat {
  /**
   * @param {() => void} beat asks the worker for an answer
   * @param {(seconds: number) => void} silent the worker has not answered for so long
   */
  constructor(beat, silent) {
    Object.assign(this, {beat, silent, timer: 0});
  }

  /** A new worker begins. */
  start() {
    this.stop();
    this.longRun();
    this.answered();
    this.timer = setInterval(() => this.#tick(), BEAT_MS);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
  }

  /** The worker was given something whose iterations may take long. */
  longRun() {
    this.patience = LONG_PATIENCE_BEATS;
    this.slowest = 0;
  }

  /** It has opened an experiment whose iterations are of so many operations. */
  opened(operations) {
    this.patience = Math.min(PATIENCE_BEATS + operations / SLOWEST_MACHINE, LONG_PATIENCE_BEATS);
  }

  /** An iteration has come: from now on it is known how long one takes. */
  iterated() {
    this.patience = Math.max(PATIENCE_BEATS, SLOWER * this.slowest);
  }

  answered() {
    this.slowest = Math.max(this.slowest, this.missed ?? 0);
    this.missed = 0;
  }

  // Ticks are counted, not seconds: a laptop may sleep, and browsers slow the timers of hidden pages down.
  #tick() {
    if (++this.missed <= this.patience) return this.beat();
    this.stop();
    return this.silent(this.missed - 1);
  }
}
