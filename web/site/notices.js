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
    setText("messages", state.messages.map(({text}) => text).join(" "));
    const now = performance.now();
    if (state.status === this.#status && now - this.#spokenAt < SPEAK_EVERY_MS) return;
    this.#status = state.status;
    this.#spokenAt = now;
    setText("spoken", sentence(state));
  }
}
