// What the buttons do, for the buttons and for scripts: window.playground.command(name, argument).
//
// A command goes to the page's module, which owns the document and decides what the worker is told; it is done when a
// snapshot that takes the worker's messages into account has been received. What cannot be done rejects with a sentence.
import {count} from "./format.js";

const speeds = "a number of iterations per second, or 0 for full speed";

function refuseUnless(condition, sentence) {
  if (!condition) throw new Error(sentence);
}

export class Commands {
  /**
   * @param {object} parts
   * @param {object} parts.view the Page of the playground module
   * @param {import("./engine-client.js").EngineClient} parts.engine
   * @param {() => number | null} parts.flush sends what the view has for the worker, returns the last sequence number
   * @param {() => Promise<string>} parts.share copies the link where the browser lets it, returns the link
   */
  constructor({view, engine, flush, share}) {
    Object.assign(this, {view, engine, flush, shareLink: share});
  }

  /** @returns {Promise<unknown>} */
  async perform(name, argument) {
    refuseUnless(Object.hasOwn(known, name),
        `There is no command "${name}"; known are ${Object.keys(known).join(", ")}.`);
    refuseUnless(this.engine.alive || name === "share", "The engine has stopped. Restart it first.");
    return known[name](this, argument);
  }

  state() {
    return JSON.parse(this.view.state());
  }

  /** The same without the experiment. */
  summary() {
    return JSON.parse(this.view.summary());
  }

  /** Hands a command to the view; resolves when the worker's snapshot shows it. */
  async edit(name, argument = null, done = undefined) {
    const answer = JSON.parse(this.view.command(name, JSON.stringify(argument)));
    await this.settle(done);
    refuseUnless(answer.ok, answer.issues.map(({message}) => message).join(" "));
  }

  async settle(done) {
    const sequence = this.flush();
    if (sequence !== null) await this.engine.shown(sequence, done);
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

async function runFor(commands, iterations) {
  refuseUnless(Number.isInteger(iterations) && iterations >= 1,
      `run takes a whole number of iterations, at least 1, or nothing; found ${JSON.stringify(iterations)}.`);
  if (commands.summary().status === "training") await commands.edit("pause");
  await commands.edit("run", iterations, commands.arrivedAt(commands.summary().iteration + iterations));
}

const known = {
  async run(commands, iterations) {
    if (iterations === undefined || iterations === null) return commands.edit("run");
    return runFor(commands, iterations);
  },
  pause: (commands) => commands.edit("pause"),
  step: (commands) => runFor(commands, 1),
  reset: (commands) => commands.edit("reset"),
  new_seed: (commands) => commands.edit("new_seed"),
  async set(commands, values) {
    refuseUnless(values !== null && typeof values === "object" && !Array.isArray(values),
        'set takes an object from paths to values, such as {"training.learning_rate": 0.01}.');
    return commands.edit("set", values);
  },
  async open(commands, text) {
    refuseUnless(typeof text === "string", "open takes a link, a JSON document, or \"preset:\" and a name.");
    commands.view.open(text);
    return commands.settle();
  },
  undo: (commands) => commands.edit("undo"),
  redo: (commands) => commands.edit("redo"),
  async go(commands, path) {
    refuseUnless(typeof path === "string", 'go takes the path of a setting, such as "training.learning_rate".');
    return commands.edit("go", path);
  },
  async restore(commands, path) {
    refuseUnless(typeof path === "string", 'restore takes the path of a setting, such as "training.learning_rate".');
    return commands.edit("restore", path);
  },
  share: (commands) => commands.shareLink(),
  async speed(commands, value) {
    refuseUnless(Number.isFinite(value) && value >= 0, `speed takes ${speeds}; found ${JSON.stringify(value)}.`);
    return commands.edit("speed", value);
  },
  async workers(commands, count) {
    refuseUnless(Number.isInteger(count) && count >= 1 && count <= 8,
        `workers takes a whole number from 1 to 8; found ${JSON.stringify(count)}.`);
    await commands.engine.shown(commands.engine.post({type: "workers", value: count}));
  },
  async mask(commands, mask) {
    refuseUnless(typeof mask?.text === "string",
        'mask takes an object with the text of a mask file, such as {"text": "0,1\\n1,0"}, and maybe its layer.');
    return commands.edit("mask", {text: mask.text, layer: mask.layer ?? null});
  },
  async trials(commands, file) {
    refuseUnless(typeof file?.text === "string",
        'trials takes an object with the text of a file of trials, or its bytes as a data URL: {"text": "in_a,…"}.');
    return commands.edit("trials", {text: file.text});
  },
  async file(commands, file) {
    refuseUnless(typeof file?.text === "string",
        'file takes an object with the text of a file of trials or of a mask, or its bytes as a data URL.');
    return commands.edit("file", {text: file.text});
  },
  async trial(commands, index) {
    refuseUnless(Number.isInteger(index), `trial takes a whole number; found ${JSON.stringify(index)}.`);
    return commands.edit("trial", index);
  },
};
