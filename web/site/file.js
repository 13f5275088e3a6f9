// Files that a person chooses in the browser's dialog, drops on the playground or pastes. They go to the view as data URLs,
// which keep every byte; the view alone decides what is in them.

import {closeOutside} from "./dialogs.js";
import {count} from "./format.js";
import {toast} from "./notices.js";

const LONGEST_BYTES = 16 * 1024 * 1024;  // src/codec reads no longer ones

const megabytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** Its data URL. */
export function urlOf(file) {
  return new Promise((resolve, reject) => {
    if (file.size > LONGEST_BYTES) {
      reject(new Error(`${file.name} has ${megabytes(file.size)}; allowed ${megabytes(LONGEST_BYTES)}.`));
      return;
    }
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result));
    reader.addEventListener("error", () => reject(new Error(`${file.name} cannot be read.`)));
    reader.readAsDataURL(file);
  });
}

/** Asks for a file with one of these endings; resolves with its data URL once one was chosen. */
export function askForFile(endings) {
  const input = Object.assign(document.createElement("input"), {type: "file", accept: endings});
  return new Promise((resolve, reject) => {
    input.addEventListener("change", () => {
      const [file] = input.files;
      if (file) urlOf(file).then(resolve, reject);
    });
    input.click();
  });
}

/** Calls back with a promise of the data URL of a file that is dropped on the element. */
export function onDroppedFile(element, dropped) {
  element.addEventListener("dragover", (event) => event.preventDefault());
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) dropped(urlOf(file));
  });
}

/** Pasted text that is more than words: an experiment, a preset's name, a link or its fragment. */
const isDocument = (text) => /^(\{|preset:|#?v=\d|https?:\/\/\S+[#?&](s=)?v=)/.test(text);

/** Calls back with a promise of what is pasted outside of a field: a file, or the text of a document. */
export function onPasted(typing, pasted) {
  document.addEventListener("paste", (event) => {
    if (typing() || event.target.closest?.("input, textarea, dialog[open]")) return;
    const file = event.clipboardData?.files[0];
    const text = event.clipboardData?.getData("text/plain").trim() ?? "";
    if (!file && !isDocument(text)) return;
    event.preventDefault();
    pasted(file ? urlOf(file) : Promise.resolve(text));
  });
}

/** Hands text or bytes out as a file, which the browser saves or asks about. */
export function saveFile(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], {type}));
  Object.assign(document.createElement("a"), {href: url, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);  // once the browser has surely read it
}

/** What can be saved: the file's name, its type, and how the worker calls what is in it. */
const kinds = {
  experiment: {name: "nn4n-experiment.json", type: "application/json"},
  run: {name: "nn4n-run.safetensors", type: "application/octet-stream", asked: "checkpoint"},
  weights: {name: "nn4n-weights.safetensors", type: "application/octet-stream", asked: "safetensors"},
  npz: {name: "nn4n-weights.npz", type: "application/zip", asked: "npz"},
  python: {name: "nn4n_network.py", type: "text/x-python", asked: "python"},
  curves: {name: "nn4n-curves.csv", type: "text/csv", asked: "curves"},
  trial: {name: "nn4n-trial.csv", type: "text/csv", asked: "trial"},
};

/** The menu of files: everything that is saved and opened. */
export class Files {
  /**
   * @param {object} parts
   * @param {() => string} parts.experiment as JSON text
   * @param {() => {iteration: number, shown: boolean} | null} parts.best the run's best weights, and if they are shown
   * @param {(kind: string) => Promise<Uint8Array | string>} parts.ask the worker for a file
   * @param {(file: Promise<string>) => void} parts.open a file that was chosen
   * @param {(list: HTMLElement, saved: (done: Promise<void>) => void) => void} parts.plots fills the list of the plots
   *     that are on the screen
   * @param {(format: string) => Promise<void>} parts.oneFile saves the page as one file, as "html" or "zip"
   */
  constructor({experiment, best, ask, open, plots, oneFile}) {
    Object.assign(this, {experiment, ask});
    const dialog = document.getElementById("files");
    const close = (done) => done.then(() => dialog.close(), ({message}) => toast(message));
    document.getElementById("files-button").addEventListener("click", () => {
      this.#sayWhich(best());
      dialog.showModal();
      plots(document.getElementById("files-plots"), close);
    });
    document.getElementById("files-open").addEventListener("click", () => {
      dialog.close();
      open(askForFile(".json,.safetensors,.npz,.csv,.tsv,.txt"));
    });
    closeOutside(dialog);
    for (const button of dialog.querySelectorAll("[data-save]")) {
      button.addEventListener("click", () => {
        close(this.save(button.dataset.save));
      });
    }
    for (const button of dialog.querySelectorAll("[data-one-file]")) {
      button.addEventListener("click", () => close(oneFile(button.dataset.oneFile)));
    }
  }

  #sayWhich(best) {
    const words = document.getElementById("files-which");
    words.hidden = !best?.shown;
    if (best?.shown) {
      words.textContent = `Run, weights and trial are those of the best weights, of iteration ${count(best.iteration)}. ` +
        "Choose “last” beside the accuracy for the last ones.";
    }
  }

  async save(kind) {
    const {name, type, asked} = kinds[kind];
    saveFile(name, type, asked ? await this.ask(asked) : this.experiment());
  }
}
