// The canvas: when a frame is drawn, the size and pixel ratio, a lost WebGL context, pasted text. The view decides what
// is drawn.

/** Between two frames that no input asked for: while the network trains about thirty a second are enough. */
const UNASKED_INTERVAL_MS = 30;
/** As many frames follow an input, because the view takes its events in one by one. */
const FRAMES_OF_AN_EVENT = 6;

export class Stage {
  #scheduled = false;
  #asked = 0;  // frames to draw at once, because of the pointer, a key or a changed size
  #drawnAt = -Infinity;
  #ratio = 0;
  #ratioQuery = null;

  #wakeAtOnce = () => {
    this.#asked = FRAMES_OF_AN_EVENT;
    this.wake();
  };

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {object} view the Page of the playground module
   * @param {() => void} drawn called after each frame
   */
  constructor(canvas, view, drawn) {
    Object.assign(this, {canvas, view, drawn});
    new ResizeObserver(this.#wakeAtOnce).observe(canvas);
    canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();  // or it never comes back
      view.contextLost();
    });
    canvas.addEventListener("webglcontextrestored", () => {
      view.contextRestored();
      this.wake();
    });
    document.addEventListener("paste", (event) => this.#paste(event));
    document.addEventListener("visibilitychange", () => this.wake());
    canvas.addEventListener("pointerdown", () => canvas.classList.add("pointed"));
    canvas.addEventListener("blur", () => canvas.classList.remove("pointed"));
    view.onWake(this.#wakeAtOnce);
  }

  /** Draws with the next frame of the display, and for as long as the view wants more. */
  wake() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame((now) => this.#draw(now));
  }

  /** Where the widget of a field is, in CSS px of the viewport; null when it is not on the screen. */
  locate(path) {
    const place = JSON.parse(this.view.locate(path));
    if (!place) return null;
    const {left, top} = this.canvas.getBoundingClientRect();
    return {x: left + place.x, y: top + place.y, width: place.width, height: place.height};
  }

  /** All that can be located now: boxes by name. */
  places() {
    const {left, top} = this.canvas.getBoundingClientRect();
    const boxes = Object.entries(JSON.parse(this.view.places()));
    return Object.fromEntries(boxes.map(([name, {x, y, ...size}]) => [name, {x: left + x, y: top + y, ...size}]));
  }

  #draw(now) {
    this.#scheduled = false;
    if (this.#asked === 0 && now - this.#drawnAt < UNASKED_INTERVAL_MS) {
      this.wake();
      return;
    }
    this.#asked = Math.max(this.#asked - 1, 0);
    this.#drawnAt = now;
    this.#watchPixelRatio();
    const {clientWidth, clientHeight} = this.canvas;
    if (clientWidth > 0 && clientHeight > 0 && this.view.frame(now, clientWidth, clientHeight, devicePixelRatio)) {
      this.wake();
    }
    this.drawn();
  }

  /** It changes alone when the window moves to another display. Watched is the ratio that was drawn last. */
  #watchPixelRatio() {
    if (this.#ratio === devicePixelRatio) return;
    this.#ratio = devicePixelRatio;
    this.#ratioQuery?.removeEventListener("change", this.#wakeAtOnce);
    this.#ratioQuery = matchMedia(`(resolution: ${this.#ratio}dppx)`);
    this.#ratioQuery.addEventListener("change", this.#wakeAtOnce);
  }

  #paste(event) {
    if (document.activeElement !== this.canvas) return;
    this.view.paste(event.clipboardData?.getData("text/plain") ?? "");
    event.preventDefault();
    this.wake();
  }
}
