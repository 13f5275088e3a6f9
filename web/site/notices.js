// Short sentences of the page: the toast beneath the toolbar, the status line, and what screen readers read out. These
// do not see the canvas, so they get the status now and then, and the messages that are drawn there.
import {sentence} from "./format.js";

const TOAST_MS = 6000;
const SPEAK_EVERY_MS = 5000;  // while numbers run

const element = (id) => document.getElementById(id);
let toastTimer = 0;

function setText(id, text) {
  if (element(id).textContent !== text) element(id).textContent = text;
}

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
    element("status").title = element("status").textContent;
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

  /**
   * @param {object} actions
   * @param {(name: string) => void} actions.command
   * @param {() => void} actions.saveFile
   */
  constructor({command, saveFile}) {
    element("offer-rule").addEventListener("click", () => command("draw_mask"));
    element("offer-back").addEventListener("click", () => command(this.#command));
    element("offer-file").addEventListener("click", saveFile);
  }

  /**
   * @param {{text: string, command: string}} offer what the view offers back; its text may be empty
   * @param {string} grown that the link has become long, or empty
   * @param {boolean} byRule whether painted masks that make it long can be drawn by a rule
   */
  show(offer, grown, byRule) {
    this.#command = offer.text ? offer.command : "undo";
    const text = [grown, offer.text].filter(Boolean).join(" ");
    setText("offer-text", text);
    element("offer-text").title = text;
    setText("offer-back", this.#command === "redo" ? "Redo" : "Undo");
    element("offer").hidden = text === "";
    element("offer-file").hidden = grown === "";
    element("offer-rule").hidden = grown === "" || !byRule;
    document.body.toggleAttribute("data-offer", text !== "");
    document.body.toggleAttribute("data-rule", !element("offer-rule").hidden);
  }
}
