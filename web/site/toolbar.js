// The toolbar: buttons and menus become commands, the state becomes numbers.
import {count, fingerprint, percent, speed} from "./format.js";
import {setText as setTextOf, sourceOf} from "./language.js";

const themes = ["dark", "light", "projector"];
const element = (id) => document.getElementById(id);

const setText = (id, text) => setTextOf(element(id), text);

/** What a number is of, for a pointer that rests on it. */
function setTitle(id, title) {
  const box = element(id).parentElement;
  if (sourceOf(box.getAttributeNode("title")) !== title) box.title = title;
}

export class Toolbar {
  /**
   * @param {object} actions
   * @param {(name: string, argument?: unknown) => void} actions.command
   * @param {(name: string) => void} actions.themeChosen
   */
  constructor({command, themeChosen}) {
    this.command = command;
    this.themeChosen = themeChosen;
    this.status = "idle";
    const press = (id, action) => element(id).addEventListener("click", action);
    press("run", () => command(this.status === "training" ? "pause" : "run"));
    press("step", () => command("step"));
    press("reset", () => command("reset"));
    press("new-seed", () => command("new_seed"));
    press("share", () => command("share"));
    press("undo", () => command("undo"));
    press("redo", () => command("redo"));
    press("theme", () => this.#nextTheme());
    element("speed").addEventListener("change", ({target}) => command("speed", Number(target.value)));
    this.#nameTheme();
  }

  enable(enabled) {
    for (const id of ["run", "step", "reset", "new-seed", "speed", "runs", "sweep-button", "files-button", "share", "presets", "search-button"]) {
      element(id).disabled = !enabled;
    }
  }

  /** The name of what is open; the menu itself shows it. */
  entitle(title) {
    setText("title", title);
    element("presets").title = title;
    document.title = `${title} – NN4N Playground`;
  }

  /** @param {{status: string, iteration: number, accuracy: number | null, fingerprint: string}} state */
  show(state, iterationsPerSecond) {
    this.status = state.status;
    document.body.dataset.status = state.status;
    element("undo").disabled = state.undo === 0;
    element("redo").disabled = state.redo === 0;
    element("run").title = state.problems.length > 0 ? "Cannot run yet" : "";
    setText("run-label", state.status === "training" ? "Pause" : "Run");
    setText("iteration", count(state.iteration));
    setText("measured-speed", state.status === "training" ? speed(iterationsPerSecond) : state.status);
    setText("accuracy", percent(state.accuracy));
    setText("fingerprint", fingerprint(state.fingerprint));
    setTitle("accuracy", state.moments.accuracy);
  }

  get theme() {
    return document.documentElement.dataset.theme;
  }

  #nextTheme() {
    const next = themes[(themes.indexOf(this.theme) + 1) % themes.length];
    document.documentElement.dataset.theme = next;
    try {
      localStorage.setItem("nn4n.theme", next);
    } catch {
      // Some frames refuse the storage: the choice holds until the page is closed.
    }
    this.#nameTheme();
    this.themeChosen(next);
  }

  #nameTheme() {
    const next = themes[(themes.indexOf(this.theme) + 1) % themes.length];
    const words = `Theme: ${this.theme}. Change to ${next}`;
    element("theme").setAttribute("aria-label", words);
    element("theme").title = words;
  }
}
