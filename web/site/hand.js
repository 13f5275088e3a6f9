// Whether the page is used with a finger or with a mouse: a finger has no keys and cannot point. <body data-hand> says it
// to the style sheet. A finger that rests on a button reads its title instead of pressing it.
import {toast} from "./notices.js";

const LONG_PRESS_MS = 600;

/** "Undo" of "Undo (Ctrl+Z)". */
const withoutKeys = (title) => title.replace(/ \((Ctrl|⌘)[^)]*\)/, "");

export function watchHand() {
  let timer = 0;
  let shown = false;  // the press has been answered with the title
  const use = (hand) => { document.body.dataset.hand = hand; };
  use(matchMedia("(pointer: coarse)").matches ? "finger" : "mouse");
  document.addEventListener("pointerdown", ({pointerType, target}) => {
    use(pointerType === "touch" ? "finger" : "mouse");
    shown = false;
    clearTimeout(timer);
    const button = pointerType === "touch" && target.closest("button, label, .numbers div");
    const title = button && (button.title || button.querySelector("[title]")?.title || button.ariaLabel);
    if (!title) return;
    timer = setTimeout(() => {
      shown = true;
      toast(withoutKeys(title));
    }, LONG_PRESS_MS);
  }, {capture: true});
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => clearTimeout(timer), {capture: true});
  }
  document.addEventListener("contextmenu", (event) => {
    if (shown || event.target.closest("button, label, canvas, .numbers div")) event.preventDefault();
  }, {capture: true});
  document.addEventListener("click", (event) => {
    if (!shown) return;
    shown = false;
    event.preventDefault();
    event.stopPropagation();
  }, {capture: true});
}
