// Short sentences of the page: the toast beneath the toolbar, the status line, and what screen readers read out. These
// do not see the canvas, so they get the status now and then, and the messages that are drawn there.
import {count, sentence} from "./format.js";
import {setText as setTextOf} from "./language.js";
import {nameOf} from "./store.js";

const TOAST_MS = 6000;
const SPEAK_EVERY_MS = 5000;  // while numbers run

const element = (id) => document.getElementById(id);
let toastTimer = 0;

const setText = (id, text) => setTextOf(element(id), text);

/** Shows a sentence for a few seconds. */
export function toast(text) {
  setText("toast", text);
  element("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { element("toast").hidden = true; }, TOAST_MS);
}

/** The status line; spoken when the status changes, while training every few seconds. */
export class StatusLine {
  #spokenAt = -Infinity;
  #status = "";

  show(state) {
    setText("status", sentence(state));
    element("status").title = sentence(state);
    const texts = [...state.messages.map(({text}) => text), state.view.offer.text];
    setText("messages", texts.filter(Boolean).join(" "));
    const now = performance.now();
    if (state.status === this.#status && now - this.#spokenAt < SPEAK_EVERY_MS) return;
    this.#status = state.status;
    this.#spokenAt = now;
    setText("spoken", sentence(state));
  }
}

/** What the last edit took away, beside the status line, with the ways back. */
export class Offer {
  #command = "undo";
  #kept = null;  // a run that was left when a link was opened

  /**
   * @param {object} actions
   * @param {(name: string) => void} actions.command
   * @param {() => void} actions.saveFile
   * @param {(id: string) => void} actions.goBack to a run that is kept
   */
  constructor({command, saveFile, goBack}) {
    element("offer-rule").addEventListener("click", () => command("draw_mask"));
    element("offer-back").addEventListener("click", () => command(this.#command));
    element("offer-kept").addEventListener("click", () => {
      const {id} = this.#kept;
      this.#kept = null;
      goBack(id);
    });
    element("offer-file").addEventListener("click", saveFile);
  }

  /** Offers a run of the shelf, until the person goes back to it or an edit offers something else. */
  keep(record) {
    this.#kept = record;
  }

  /**
   * @param {{text: string, command: string}} offer what the view offers back; its text may be empty
   * @param {string} grown that the link has become long, or empty
   * @param {boolean} byRule whether painted masks that make it long can be drawn by a rule
   */
  show(offer, grown, byRule) {
    this.#command = offer.text ? offer.command : "undo";
    if (grown || offer.text) this.#kept = null;
    const kept = this.#kept && `Your run of ${nameOf(this.#kept)} (${count(this.#kept.iteration)} iterations) is kept.`;
    const text = [grown, offer.text, kept].filter(Boolean).join(" ");
    setText("offer-text", text);
    element("offer-text").title = text;
    setText("offer-back", this.#command === "redo" ? "Redo" : "Undo");
    element("offer-back").hidden = Boolean(kept);
    element("offer-kept").hidden = !kept;
    element("offer").hidden = text === "";
    element("offer-file").hidden = grown === "";
    element("offer-rule").hidden = grown === "" || !byRule;
    document.body.toggleAttribute("data-offer", text !== "");
    document.body.toggleAttribute("data-rule", !element("offer-rule").hidden);
  }
}
