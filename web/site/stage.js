// The canvas: when a frame is drawn, the size and pixel ratio, a lost WebGL context, pasted text. The view decides what
// is drawn.
import {FrameCost} from "./frame-cost.js";

/** Between two frames that no input asked for: while the network trains about thirty a second are enough. */
const UNASKED_INTERVAL_MS = 30;
/** The same for who has asked the system for little motion. */
const CALM_INTERVAL_MS = 250;
/** While a trial plays and nothing trains, as often as the display shows them. */
const PLAYING_INTERVAL_MS = 12;
/** Of frames that take less, one is drawn while the script of the next one runs: to wait for it as well would cost a second
 * refresh of the display for every frame. Slower ones would only queue up before those that somebody asks for. */
const EASY_MS = 60;
/** After a frame that no input asked for nothing is drawn for so many times as long as it took, so that clicks and the
 * training have the processor. */
const REST = 1;
const LONGEST_REST_MS = 250;
/** As many frames follow an input, because the view takes its events in one by one. */
const BACK_BY_MS = 4000;  // a lost WebGL context usually comes back at once
const FRAMES_OF_AN_EVENT = 6;
/** So long a frame that was asked for waits until the one before has been drawn; more would only queue up. */
const LONGEST_WAIT_MS = 50;

export class Stage {
  #scheduled = false;
  #wanted = false;  // there is something to draw
  #asked = 0;       // frames to draw at once, because of the pointer, a key, a command or a changed size
  #drawnAt = -Infinity;
  #cost = new FrameCost();
  #ratio = 0;
  #ratioQuery = null;
  #lostTimer = 0;
  /** Whether the network trains, which needs the processor between two frames. */
  training = false;

  #calm = matchMedia("(prefers-reduced-motion: reduce)");
  #wakeUp = () => this.wake();

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {object} view the Page of the playground module
   * @param {() => void} drawn called after each frame
   * @param {(lost: boolean) => void} lost told when the WebGL context was lost and has not come back by itself, and when
   *     it is back
   */
  constructor(canvas, view, drawn, lost) {
    Object.assign(this, {canvas, view, drawn, lost});
    new ResizeObserver(this.#wakeUp).observe(canvas);
    canvas.addEventListener("webglcontextlost", (event) => {
      event.preventDefault();  // or it never comes back
      this.#cost.forget();
      view.contextLost();
      this.#lostTimer = setTimeout(() => this.lost(true), BACK_BY_MS);
    });
    canvas.addEventListener("webglcontextrestored", () => {
      view.contextRestored();
      clearTimeout(this.#lostTimer);
      this.lost(false);
      this.wake();
    });
    document.addEventListener("paste", (event) => this.#paste(event));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) this.#cost.forget();  // nobody looks when it has been drawn
      this.wake();
    });
    canvas.addEventListener("pointerdown", () => canvas.classList.add("pointed"));
    canvas.addEventListener("blur", () => canvas.classList.remove("pointed"));
    view.onWake(this.#wakeUp);
  }

  /** Draws with the next frame of the display, and for as long as the view wants more: somebody asked for it. */
  wake() {
    this.#asked = FRAMES_OF_AN_EVENT;
    this.follow();
  }

  /** The same for news that nobody waits for: as often as frames are cheap. */
  follow() {
    this.#wanted = true;
    this.#schedule();
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

  #schedule() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    requestAnimationFrame((now) => this.#tick(now));
  }

  #tick(now) {
    this.#scheduled = false;
    const drawing = this.#cost.drawing();
    if (this.#wanted && this.#due(now - this.#drawnAt, drawing)) this.#draw(now);
    if (this.#wanted || this.#cost.measuring) this.#schedule();
  }

  /** Whether the next frame may be drawn, so many milliseconds after the last, which may still be being drawn. */
  #due(since, drawing) {
    if (this.#asked > 0) return !drawing || since >= LONGEST_WAIT_MS;
    const {ms} = this.#cost;
    if (!this.training && this.view.playing()) {
      const busy = ms < EASY_MS ? this.#cost.crowded() : drawing;
      return !busy && since >= PLAYING_INTERVAL_MS;
    }
    const interval = this.training && this.#calm.matches ? CALM_INTERVAL_MS : UNASKED_INTERVAL_MS;
    return !drawing && since >= Math.max(interval, ms + Math.min(REST * ms, LONGEST_REST_MS));
  }

  #draw(now) {
    this.#asked = Math.max(this.#asked - 1, 0);
    this.#drawnAt = now;
    this.#wanted = false;
    this.#watchPixelRatio();
    const {clientWidth, clientHeight} = this.canvas;
    if (clientWidth > 0 && clientHeight > 0) {
      this.#cost.begin();
      this.#wanted = this.view.frame(now, clientWidth, clientHeight, devicePixelRatio);
      this.#cost.end(this.canvas.getContext("webgl2"));
    }
    this.drawn();
  }

  /** It changes alone when the window moves to another display. Watched is the ratio that was drawn last. */
  #watchPixelRatio() {
    if (this.#ratio === devicePixelRatio) return;
    this.#ratio = devicePixelRatio;
    this.#ratioQuery?.removeEventListener("change", this.#wakeUp);
    this.#ratioQuery = matchMedia(`(resolution: ${this.#ratio}dppx)`);
    this.#ratioQuery.addEventListener("change", this.#wakeUp);
  }

  #paste(event) {
    if (document.activeElement !== this.canvas) return;
    this.view.paste(event.clipboardData?.getData("text/plain") ?? "");
    event.preventDefault();
    this.wake();
  }
}
