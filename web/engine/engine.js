// The engine as scripts use it: objects instead of JSON texts, errors instead of answers that say no. It adds nothing to what
// src/api/engine.h computes; index.d.ts describes every method.

const encoder = new TextEncoder();
const trained = /(^|[?#&])weights=/;  // a link with weights (src/codec/share_link.h)

/** Something that was asked for cannot be done; `issues` lists why: [{path, message}]. */
export class EngineError extends Error {
  constructor(issues) {
    super(issues.map(({message}) => message).join(" ") || "This cannot be read.");
    this.name = "EngineError";
    this.issues = issues;
  }
}

/** The answer of the engine; an error when it says no. */
export function checked(text) {
  const answer = JSON.parse(text);
  if (answer.ok === false) throw new EngineError(answer.issues ?? []);
  return answer;
}

function bytesOf(what) {
  if (what instanceof Uint8Array) return what;
  if (what instanceof ArrayBuffer) return new Uint8Array(what);
  throw new TypeError("The bytes of a file are a Uint8Array or an ArrayBuffer.");
}

function counted(value, name, least = 1) {
  if (!Number.isInteger(value) || value < least) throw new RangeError(`${name} is ${value}; it is a whole number from ${least} on.`);
  return Math.min(value, 2 ** 31 - 1);
}

export class Engine {
  #Raw;
  #raw;
  #experiment;  // JSON text

  /** @param {object} Raw the class Engine of the compiled module */
  constructor(Raw) {
    this.#Raw = Raw;
    this.#raw = new Raw();
    this.open("v=0");
  }

  /** What the compiled module answers when it has opened something, with the experiment as an object. */
  opened(text) {
    const {title, link, experiment, operations, issues} = checked(text);
    this.#experiment = experiment;
    return {title, link, experiment: JSON.parse(experiment), text: experiment, operations, issues};
  }

  /** The object of the compiled module, for what only a page needs: snapshots, the film, parts of a batch. */
  get raw() { return this.#raw; }

  presets() { return JSON.parse(this.#Raw.presets()); }

  open(what) {
    if (what instanceof Uint8Array || what instanceof ArrayBuffer) return this.#take(bytesOf(what));
    const text = typeof what === "string" ? what : JSON.stringify(what) ?? "";
    return this.#orAsBefore(() => {
      const answer = this.opened(this.#raw.open(text));
      return trained.test(text) ? this.setWeights(encoder.encode(text)) : answer;
    });
  }

  #take(bytes) {
    const found = checked(this.#Raw.examine(bytes, this.#experiment));
    if (found.kind === "run") return this.opened(this.#raw.restore(bytes));
    return this.#orAsBefore(() => {
      this.#raw.open(found.experiment);
      return this.setWeights(bytes);
    });
  }

  /** What cannot be opened leaves the run as it was. */
  #orAsBefore(open) {
    const before = this.#raw.checkpoint();
    try {
      return open();
    } catch (error) {
      this.opened(this.#raw.restore(before));
      throw error;
    }
  }

  train(iterations) {
    this.#raw.step(counted(iterations, "The number of iterations"));
    return this.state();
  }

  state() { return {...JSON.parse(this.#raw.state()), done: this.#raw.done()}; }

  evaluate(trials = 1000, {activity = false} = {}) {
    return checked(this.#raw.analyse(counted(trials, "The number of trials"), Boolean(activity)));
  }

  analyse(what) { return checked(this.#raw.analyse(String(what))); }

  intervene(acts) {
    if (!Array.isArray(acts)) throw new TypeError("Interventions are a list of texts, such as [\"silence:Decision/I\"].");
    const interventions = acts.map((act) => typeof act === "string" ? {act} : act);
    return this.opened(this.#raw.intervene(JSON.stringify({...JSON.parse(this.#experiment), interventions})));
  }

  change(path, value) { return this.opened(this.#raw.change(String(path), Number(value))); }

  reset() {
    this.#raw.reset();
    return this.state();
  }

  weights(format = "safetensors") {
    if (format === "safetensors") return this.#raw.weights();
    if (format === "npz") return this.#raw.weightsNpz();
    throw new RangeError(`Weights are saved as "safetensors" or "npz", not as "${format}".`);
  }

  setWeights(bytes) { return this.opened(this.#raw.setWeights(bytesOf(bytes))); }
  checkpoint() { return this.#raw.checkpoint(); }
  showBest(best = true) { return this.#raw.showBest(Boolean(best)); }
  table(what) { return this.#raw.table(String(what)); }

  python() {
    const {program, issue} = JSON.parse(this.#raw.python());
    if (issue) throw new EngineError([{path: "", message: issue}]);
    return program;
  }

  link(what = "setup", view = "") { return JSON.parse(this.#raw.share(String(what), String(view))); }
  structure() { return JSON.parse(this.#raw.structure()); }
  close() { this.#raw.delete(); }
}
