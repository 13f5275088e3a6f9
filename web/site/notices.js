// Short sentences of the page: the toast beneath the toolbar, the status line, and for screen readers, which do not see
// the canvas, what its messages say.
import {sentence} from "./format.js";

const TOAST_MS = 6000;
const SPEAK_EVERY_MS = 5000;  // while numbers run

const element = (id) => document.getElementById(id);
let toastTimer = 0;

/** Shows a sentence for a few seconds. */
export function toast(text) {
  const box = element("toast");
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.hidden = true; }, TOAST_MS);
}

/** The status line: at once when the status changes, otherwise every few seconds. */
export class StatusLine {
  #spokenAt = -Infinity;
  #status = "";
  #text = "";

  show(state) {
    this.#speakMessages(state);
    const text = sentence(state);
    const now = performance.now();
    const due = state.status !== this.#status || state.status !== "training" || now - this.#spokenAt > SPEAK_EVERY_MS;
    if (!due || text === this.#text) return;
    this.#spokenAt = now;
    this.#status = state.status;
    this.#text = text;
    element("status").textContent = text;
  }

  #speakMessages({issues, view}) {
    const text = [view.notice, ...issues.map(({message}) => message)].filter(Boolean).join(" ");
    if (element("messages").textContent !== text) element("messages").textContent = text;
  }
}
