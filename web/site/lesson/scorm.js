// A learning platform around the page: SCORM 1.2. The page is then a file or a frame in a package, and the platform offers an
// object `API` in a window above it. What the student has done goes into the suspend data, which has 4,096 characters.
//
// Untouched means incomplete without a score. A score is written once the student has done something, first 0.
import {pack, unpack} from "./format.js";
import {shorter} from "./completion.js";

const LONGEST = 4096;  // of cmi.suspend_data
const HIGHEST_WINDOWS = 12;

/** The API of a window, of those above it and of those that opened it. Other origins throw. */
function findApi() {
  for (const start of [() => window.parent, () => window.opener]) {
    try {
      let here = start();
      for (let k = 0; here && k < HIGHEST_WINDOWS; ++k) {
        if (here.API) return here.API;
        if (here.parent === here) break;
        here = here.parent;
      }
      if (here?.opener?.API) return here.opener.API;
    } catch {
      // a window of another origin
    }
  }
  return null;
}

export class Scorm {
  static find() {
    const api = findApi();
    if (!api) return null;
    try {
      return String(api.LMSInitialize("")) === "true" ? new Scorm(api) : null;
    } catch {
      return null;
    }
  }

  constructor(api) {
    this.api = api;
    this.touched = false;
    this.last = "";
    const status = this.#get("cmi.core.lesson_status");
    if (status === "" || status === "not attempted") this.#set("cmi.core.lesson_status", "incomplete");
    this.#call("LMSCommit");
    addEventListener("pagehide", () => {
      this.#call("LMSCommit");
      this.#call("LMSFinish");
    }, {once: true});
  }

  #call(name) {
    try {
      return this.api[name]("");
    } catch {
      return "false";
    }
  }
  #get(key) {
    try {
      return String(this.api.LMSGetValue(key) ?? "");
    } catch {
      return "";
    }
  }
  #set(key, value) {
    try {
      return String(this.api.LMSSetValue(key, String(value))) === "true";
    } catch {
      return false;
    }
  }

  /** What was done when the platform closed the lesson, or null. */
  progress() {
    const data = this.#get("cmi.suspend_data");
    if (!data.startsWith("p=")) return null;
    try {
      const found = unpack(data.slice(2).split(";")[0], 64 * 1024);
      const done = /;(done=[\w-]+)$/.exec(data)?.[1];
      this.touched = true;
      return {...found, ...done && {completion: done}};
    } catch {
      return null;  // cut off by the platform: the lesson begins anew
    }
  }

  /** Keeps what was done, as much of it as fits. */
  save(progress, state) {
    if (!state) return;
    this.touched ||= state.step > 1 || state.checks.some(({passed}) => passed) || progress.answers.some((list) => list.length > 0);
    const {completion, work, ...rest} = progress;
    const bare = work.map((one) => one && {link: one.link.replace(/&weights=[^&]*/, ""), iteration: one.iteration, accuracy: one.accuracy, fingerprint: one.fingerprint});
    const choices = [() => ({...rest, work: bare}), () => ({...rest, work: work.map(() => null)})].map((make) => () => `p=${pack(make())}`);
    const data = this.#fitting(choices, completion);
    if (data === this.last) return;
    this.last = data;
    this.#set("cmi.suspend_data", data);
    this.#set("cmi.core.lesson_location", state.step);
    if (this.touched) this.#score(state);
    this.#call("LMSCommit");
  }

  #fitting(choices, completion) {
    const links = completion ? [completion, shorter(completion)] : [""];
    for (const make of choices) {
      const own = make();
      for (const link of links) {
        const data = link ? `${own};${link}` : own;
        if (data.length <= LONGEST) return data;
      }
    }
    const least = choices.at(-1)();
    return least.length <= LONGEST ? least : "";
  }

  #score({checks, step, steps, completion}) {
    const passed = checks.filter((one) => one.passed).length;
    const share = checks.length > 0 ? passed / checks.length : (step - 1) / steps;
    this.#set("cmi.core.score.min", 0);
    this.#set("cmi.core.score.max", 100);
    this.#set("cmi.core.score.raw", completion ? 100 : Math.round(99 * share));
    this.#set("cmi.core.lesson_status", completion ? "completed" : "incomplete");
  }

  finished(completion, state) {
    this.touched = true;
    this.#score({...state, completion});
    this.#call("LMSCommit");
  }
}
