// Plots as files: a picture of twice the size of the screen, a drawing, or a table. Loaded when the first is asked for.
import {saveFile} from "./file.js";

const RATIO = 2;
const kinds = {
  png: {words: "PNG", type: "image/png"},
  svg: {words: "SVG", type: "image/svg+xml"},
  csv: {words: "CSV", type: "text/csv"},
};

export class FigureFiles {
  /**
   * @param {HTMLCanvasElement} canvas
   * @param {object} view the Page of the playground module
   * @param {import("./stage.js").Stage} stage
   */
  constructor(canvas, view, stage) {
    Object.assign(this, {canvas, view, stage});
  }

  /** The plots that are on the screen: [{key, title}]. */
  list() {
    return JSON.parse(this.view.figures());
  }

  /** A plot as a Blob. */
  async blob(key, format) {
    const found = this.list();
    if (!Object.hasOwn(kinds, format)) throw new Error(`A plot can be saved as png, svg or csv, not "${format}".`);
    if (!found.some((one) => one.key === key)) {
      const known = found.map((one) => one.key).join(", ") || "none";
      throw new Error(`There is no plot "${String(key).slice(0, 40)}" on the screen; on it are: ${known}.`);
    }
    if (format === "png") return this.#picture(key);
    return new Blob([this.view.figure(key, format)], {type: kinds[format].type});
  }

  async save(key, format) {
    saveFile(`nn4n-${key}.${format}`, kinds[format]?.type, await this.blob(key, format));
  }

  /** Draws one frame larger, and cuts the plot out of it before the browser shows it. */
  #picture(key) {
    const {clientWidth, clientHeight} = this.canvas;
    this.view.frame(performance.now(), clientWidth, clientHeight, RATIO);
    const {x, y, width, height} = JSON.parse(this.view.locate(`figure.${key}`));
    const [left, top] = [Math.max(x, 0), Math.max(y, 0)];
    const cut = document.createElement("canvas");
    cut.width = Math.round((Math.min(x + width, clientWidth) - left) * RATIO);
    cut.height = Math.round((Math.min(y + height, clientHeight) - top) * RATIO);
    cut.getContext("2d").drawImage(this.canvas, -Math.round(left * RATIO), -Math.round(top * RATIO));
    this.stage.wake();
    return new Promise((resolve, reject) => {
      cut.toBlob((blob) => blob ? resolve(blob) : reject(new Error("The browser made no picture of this plot.")));
    });
  }

  /** Fills the list of the Files menu. */
  show(list, saved) {
    const items = this.list().map(({key, title}) => {
      const item = document.createElement("li");
      const name = Object.assign(document.createElement("span"), {textContent: title});
      const buttons = Object.entries(kinds).map(([format, {words}]) => {
        const button = Object.assign(document.createElement("button"), {type: "button", textContent: words});
        button.dataset.plot = `${key}.${format}`;
        button.setAttribute("aria-label", `${title} as ${words}`);
        button.addEventListener("click", () => saved(this.save(key, format)));
        return button;
      });
      item.append(...buttons, name);
      return item;
    });
    list.replaceChildren(...items);
  }
}
