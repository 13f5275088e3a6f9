// What the buttons do, for the buttons and for scripts: window.playground.command(name, argument).
//
// What commands there are, what each takes and how it is refused is declared in one table of the page's module
// (src/playground/commands.h). Most of them are edits of that module, which owns the document and decides what the
// worker is told; here are those that only the browser can perform. A command is done when a snapshot that takes the
// worker's messages into account has been received. What cannot be done rejects with a sentence.
import {count} from "./format.js";

function refuseUnless(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

/** JSON knows neither "undefined" nor "NaN": the first is no argument, others are refused by what they are called. */
function toJson(argument) {
  if (argument === undefined) return "null";
  const unknown = typeof argument === "number" && !Number.isFinite(argument);
  return (unknown ? undefined : JSON.stringify(argument)) ?? JSON.stringify(String(argument));
}

export class Commands {
  /**
   * @param {object} parts
   * @param {object} parts.view the Page of the playground module
   * @param {import("./engine-client.js").EngineClient} parts.engine
   * @param {() => number | null} parts.flush sends what the view has for the worker, returns the last sequence number
   * @param {(what?: string) => Promise<string | object>} parts.share copies the link where the browser lets it,
   *     returns the link; told what it is to hold, what there is to say about it, too
   * @param {(what: {plot: string, format: string}) => Promise<string>} parts.plot a plot of the screen as a text
   * @param {() => Promise<void>} parts.analysed resolves at the next answer of the analysis worker
   * @param {(what: object) => Promise<void>} parts.shelf opens, renames, pins or deletes a run that is kept
   * @param {(text: string, otherwise: () => Promise<void>) => Promise<void>} parts.open opens what a text or a data
   *     URL holds, if it is for the worker
   */
  constructor({view, engine, flush, share, shelf, plot, analysed, open}) {
    Object.assign(this, {view, engine, flush, shareLink: share, shelf, plot, analysed, open});
  }

  /** @returns {Promise<unknown>} */
  async perform(name, argument) {
    const ofBrowser = Object.hasOwn(performed, name) ? performed[name] : null;
    if (ofBrowser) {
      const refusal = this.view.refusal(name, toJson(argument));
      refuseUnless(refusal === "", refusal);
    }
    refuseUnless(this.engine.alive || name === "share", "The engine has stopped. Restart it first.");
    return ofBrowser ? ofBrowser(this, argument) : this.edit(name, argument);
  }

  /** @returns {{name: string, argument: string, does: string}[]} what each takes and does, in words */
  list() {
    return JSON.parse(this.view.commands());
  }

  state() {
    return JSON.parse(this.view.state());
  }

  /** The same without the experiment. */
  summary() {
    return JSON.parse(this.view.summary());
  }

  /** Hands a command to the view; resolves when the worker's snapshot shows it. */
  async edit(name, argument, done = undefined) {
    const answer = JSON.parse(this.view.command(name, toJson(argument)));
    await this.settle(done);
    refuseUnless(answer.ok, answer.issues.map(({message}) => message).join(" "));
  }

  async settle(done) {
    const sequence = this.flush();
    if (sequence !== null) await this.engine.shown(sequence, done);
  }

  /** Trains for so many iterations; resolves once the view has reached the last of them. */
  async runFor(iterations) {
    if (this.summary().status === "training") await this.edit("pause");
    await this.edit("run", iterations, this.arrivedAt(this.summary().iteration + iterations));
  }

  /** Chooses what is looked at, and waits until it has been computed. */
  async look(name, what) {
    await this.edit(name, what);
    while (this.summary().view.activity.busy) await this.analysed();
    const {problem} = this.summary().view.activity;
    refuseUnless(problem === "", problem);
  }

  /** For a run to an iteration: true once it is there, throws when it stopped elsewhere. */
  arrivedAt(target) {
    return ({status}) => {
      if (status === "training") return false;
      const {iteration} = this.summary();
      refuseUnless(iteration === target,
          `Training stopped at iteration ${count(iteration)}, before iteration ${count(target)}.`);
      return true;
    };
  }
}

/** What takes more than an edit. Their arguments have been checked. */
const performed = {
  run: (commands, iterations) => Number.isInteger(iterations) ? commands.runFor(iterations) : commands.edit("run"),
  step: (commands) => commands.runFor(1),
  film: async (commands, iteration) => {
    await commands.edit("film", iteration ?? null);
    while (commands.summary().film.coming !== null) await commands.engine.shown(commands.engine.sequence);
    return commands.summary().film.shown;
  },
  dynamics: async (commands, what) => {
    await commands.edit("dynamics", what);
    while (commands.summary().dynamics.busy) await commands.analysed();
    const {problem} = commands.summary().dynamics;
    refuseUnless(problem === "", problem);
  },
  matrix: (commands, what) => commands.look("matrix", what),
  activity: (commands, what) => commands.look("activity", what),
  order: (commands, what) => commands.look("order", what),
  share: (commands, argument) => commands.shareLink(argument?.what),
  plot: (commands, what) => commands.plot(what),
  shelf: (commands, what) => commands.shelf(what),
  open: (commands, text) => commands.open(text, () => commands.edit("open", text)),
  file: (commands, file) => commands.open(file.text, () => commands.edit("file", file)),
  workers: (commands, value) => commands.engine.shown(commands.engine.post({type: "workers", value})).then(() => {}),
};
