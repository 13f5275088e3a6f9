// What a frame costs: from the beginning of its script until its pixels are there. Without a graphics card another
// process draws them with the processor, long after the script has ended.

const SMOOTHING = 0.3;        // the share of the latest frame
const LONGEST_MS = 2000;      // a fence that is silent for so long is given up
const DISPLAY_FRAME_MS = 25;  // so long it takes at most until somebody looks whether a frame has been drawn

export class FrameCost {
  /** Of the last frames, in milliseconds. */
  ms = 0;
  #began = 0;
  #script = 0;
  #gl = null;
  #fence = null;
  #earlier = null;  // the fence of the frame before, while it has not been drawn

  /** Before the script of a frame. */
  begin() {
    if (this.#fence) this.#note(performance.now() - this.#began);  // at least
    this.#forgetEarlier();
    [this.#earlier, this.#fence] = [this.#fence, null];
    this.#began = performance.now();
  }

  /** @param {WebGL2RenderingContext | null} gl where the frame was drawn */
  end(gl) {
    this.#script = performance.now() - this.#began;
    this.#gl = gl;
    this.#fence = gl?.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0) ?? null;
    if (this.#fence) gl.flush();  // or nothing ever reaches it
    else this.#note(this.#script);
  }

  get measuring() {
    return this.#fence !== null;
  }

  /** Whether the last frame is still being drawn; to be asked in every frame of the display while it is measured. */
  drawing() {
    if (!this.#fence) return false;
    const gl = this.#gl;
    const since = performance.now() - this.#began;
    if (gl.getSyncParameter(this.#fence, gl.SYNC_STATUS) === gl.UNSIGNALED && since < LONGEST_MS) return true;
    gl.deleteSync(this.#fence);
    this.#fence = null;
    this.#note(since < DISPLAY_FRAME_MS ? this.#script : since);
    return false;
  }

  /**
   * Whether the last frame but one is still being drawn, so that another would only wait.
   */
  crowded() {
    const gl = this.#gl;
    const late = this.#earlier && gl.getSyncParameter(this.#earlier, gl.SYNC_STATUS) === gl.UNSIGNALED;
    if (late && performance.now() - this.#began < LONGEST_MS) return true;
    this.#forgetEarlier();
    return false;
  }

  /** Gives up a measurement, of which nothing can be learnt any more. */
  forget() {
    if (this.#fence) this.#gl.deleteSync(this.#fence);
    this.#fence = null;
    this.#forgetEarlier();
  }

  #forgetEarlier() {
    if (this.#earlier) this.#gl.deleteSync(this.#earlier);
    this.#earlier = null;
  }

  #note(ms) {
    this.ms += SMOOTHING * (ms - this.ms);
  }
}
