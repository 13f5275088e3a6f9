// The page in a frame of another page, without chrome: the address has `embed=1`, in its query or after the # sign.
//
// The page tells its parent three things, and listens to none (the widget has a port of its own, widget-port.js):
//   {type: "ready"}
//   {type: "height", height}   how high the frame should be [CSS px]; it depends on the frame's width alone
//   {type: "result", iterations, accuracy, loss, fingerprint, link}   whenever training stops
// The wheel belongs to the page outside unless Ctrl is held, nothing takes the focus by itself, and the address stays as it is.

const TALLEST = 720;
const LOWEST = 480;
const HEIGHT_OF_WIDTH = 0.56;

const flag = /(^|[?&#])embed=1(?=&|#|$)/;

const inPage = typeof document !== "undefined";

/** Is this page a cell of a notebook (widget-cell.js)? */
export const isCell = inPage && document.documentElement.dataset.frame === "widget";

/** Is this page embedded? */
export const embedded = isCell || (inPage && (flag.test(location.search) || flag.test(location.hash)));

/** A link, or the address of one, without the flag. */
export const withoutFlag = (text) => text.replace(flag, "$1").replace(/([?#]|^)&/, "$1").replace(/&&/, "&").replace(/\?(?=#|$)/, "");

export class Embed {
  #status = "";

  constructor() {
    document.body.dataset.embed = "";
    addEventListener("wheel", (event) => {
      if (!event.ctrlKey) event.stopImmediatePropagation();  // before the canvas sees it
    }, {capture: true, passive: true});
    let width = 0;
    new ResizeObserver(() => {
      if (width === innerWidth) return;
      width = innerWidth;
      this.#tell({type: "height", height: Math.round(Math.min(Math.max(width * HEIGHT_OF_WIDTH, LOWEST), TALLEST))});
    }).observe(document.documentElement);
    this.#tell({type: "ready"});
  }

  /** @param {{status: string, iteration: number, accuracy: number | null, loss: number | null, fingerprint: string, link: string}} state */
  show({status, iteration, accuracy, loss, fingerprint, link}) {
    const stopped = this.#status === "training" && status !== "training";
    this.#status = status;
    if (stopped) this.#tell({type: "result", iterations: iteration, accuracy, loss, fingerprint, link});
  }

  #tell(message) {
    if (parent !== window) parent.postMessage(message, "*");
  }
}
