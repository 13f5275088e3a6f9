// The canvas: frames on demand, size and pixel ratio, a lost context, pasted text. What is drawn is the view's affair.

const textType = "text/plain";

export class Stage {
  #scheduled = false;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {object} view the Page of the playground module
   * @param {() => void} drawn called after each frame
   */
  constructor(canvas, view, drawn) {
    Object.assign(this, {canvas, view, drawn});
    new ResizeObserver(() => this.wake()).observe(canvas);
    this.#watchPixelRatio();
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
    view.onWake(() => this.wake());
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

  #draw(now) {
    this.#scheduled = false;
    const {clientWidth, clientHeight} = this.canvas;
    if (clientWidth > 0 && clientHeight > 0 && this.view.frame(now, clientWidth, clientHeight, devicePixelRatio)) {
      this.wake();
    }
    this.drawn();
  }

  #watchPixelRatio() {
    const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener("change", () => {
      this.wake();
      this.#watchPixelRatio();
    }, {once: true});
  }

  #paste(event) {
    if (document.activeElement !== this.canvas) return;
    this.view.paste(event.clipboardData?.getData(textType) ?? "");
    event.preventDefault();
    this.wake();
  }
}
