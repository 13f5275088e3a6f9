// The dialog "Take apart": the lesion atlas as one picture, what areas tell each other, and what a current does to the choice.
// A Worker of its own computes it part by part, so that the dialog can say how far it is, and stop. A click on a part silences
// it in the playground.
import {points, tableOf, unitGrid} from "./apart-pictures.js";
import {currentParts, talkParts} from "./apart-talk.js";
import {closeOutside, made} from "./dialogs.js";
import {count, percent} from "./format.js";
import {startWorker} from "./parts.js";
import {drawn} from "./trial-picture.js";

/** How much accuracy a part costs in a condition. */
const costIn = (atlas, row, condition) => condition < 0 ? row.drop : atlas.intact.by_condition[condition] - row.by_condition[condition];

/** "Decision/E/9: silenced 61.3 %, intact 94.8 % (all trials)" */
function wordsOf(atlas, row, condition) {
  const [now, intact] = condition < 0 ? [row.accuracy, atlas.intact.accuracy] :
    [row.by_condition[condition], atlas.intact.by_condition[condition]];
  const where = condition < 0 ? "all trials" : atlas.conditions[condition];
  const beside = row.null ? ` Random groups of this size: ${points(row.null[0])} to ${points(row.null[1])}.` : "";
  return `${row.name}: silenced ${points(now)}, intact ${points(intact)} (${where}).${beside}`;
}

const unitsOf = (atlas) => atlas.rows.filter(({kind}) => kind === "unit");

/** The most that a unit costs in any condition. */
const mostOfUnits = (atlas) => Math.max(0.01, ...unitsOf(atlas).flatMap((row) =>
  [row.drop, ...atlas.conditions.map((_, condition) => costIn(atlas, row, condition) ?? 0)]));

/** Rows: all trials and each condition; columns: the units. */
function unitsPicture(atlas, chosen) {
  const most = mostOfUnits(atlas);
  const conditions = atlas.conditions.length > 1 ? [-1, ...atlas.conditions.keys()] : [-1];
  const rows = conditions.map((condition) => ({
    label: condition < 0 ? "all trials" : atlas.conditions[condition],
    part: (row) => (costIn(atlas, row, condition) ?? 0) / most,
    words: (row) => wordsOf(atlas, row, condition),
  }));
  return unitGrid(unitsOf(atlas), rows, "How much accuracy each unit costs when it is silenced", chosen);
}

/** One line for each cluster, group and projection: what it costs beside random groups of its size. */
function partsTable(atlas, most, chosen) {
  const {table, body} = tableOf(["Part", "Accuracy without it", "It costs", "Random groups of its size", ""]);
  for (const row of atlas.rows.filter(({kind}) => kind !== "unit")) {
    const line = body.insertRow();
    line.insertCell().textContent = row.name.replace("/", " ");
    line.insertCell().textContent = points(row.accuracy);
    const bar = line.insertCell();
    const picture = drawn("svg", {width: 120, height: 12, "aria-hidden": "true"});
    picture.append(drawn("rect", {x: 0, y: 1, width: Math.max(0, 80 * row.drop / most), height: 10, class: "cost"}));
    bar.append(picture, ` ${points(row.drop)}`);
    line.insertCell().textContent = row.null ? `${points(row.null[0])} to ${points(row.null[1])}` : "–";
    const button = made("button", "", row.kind === "projection" ? "Cut it" : "Silence it");
    button.addEventListener("click", () => chosen(row));
    line.insertCell().append(button);
  }
  return table;
}

export class ApartDialog {
  #worker = null;

  /**
   * @param {object} parts
   * @param {() => WebAssembly.Module} parts.module compiled, from which the Worker starts
   * @param {() => Promise<{checkpoint: Uint8Array}>} parts.run the run that is shown, as bytes
   * @param {(act: string) => Promise<unknown>} parts.intervene
   */
  constructor({module, run, intervene}) {
    Object.assign(this, {module, run, intervene});
    this.dialog = made("dialog", "apart");
    this.dialog.setAttribute("aria-labelledby", "apart-title");
    const title = Object.assign(made("h2", "", "Taken apart"), {id: "apart-title"});
    this.words = Object.assign(made("p", ""), {id: "apart-words"});
    this.words.setAttribute("aria-live", "polite");
    this.progress = Object.assign(document.createElement("progress"), {id: "apart-progress"});
    this.content = made("div", "apart-content");
    const close = Object.assign(made("button", "", "Close"), {id: "apart-close"});
    close.addEventListener("click", () => this.dialog.close());
    this.dialog.append(title, this.words, this.progress, this.content, close);
    this.dialog.addEventListener("close", () => this.#stop());
    closeOutside(this.dialog);
    document.body.append(this.dialog);
  }

  async open() {
    this.#stop();
    this.content.replaceChildren();
    this.progress.hidden = false;
    this.progress.removeAttribute("value");
    this.words.textContent = "Each part is silenced in turn, in the same trials. Close to stop.";
    this.dialog.showModal();
    try {
      const {checkpoint} = await this.run();
      const worker = startWorker(new URL("./analysis-worker.js", import.meta.url), "nn4n-atlas");
      this.#worker = worker;
      worker.onmessage = ({data}) => this.#heard(data);
      worker.onerror = (event) => {
        event.preventDefault();
        this.#fail(event.message || "Its Worker could not be started.");
      };
      worker.postMessage({type: "module", module: this.module()});
      worker.postMessage({type: "atlas", checkpoint}, [checkpoint.buffer]);
    } catch ({message}) {
      this.#fail(message);
    }
  }

  #stop() {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #fail(why) {
    this.#stop();
    this.progress.hidden = true;
    this.words.textContent = `It could not be computed. ${why}`;
  }

  #heard(message) {
    if (message.type === "failed") return this.#fail(message.message);
    if (message.type === "driven") return this.#showCurrents(message.more);
    if (message.type !== "atlas") return undefined;
    if (message.failure) return this.#fail(message.failure);
    this.progress.max = message.total;
    this.progress.value = message.done;
    this.words.textContent = `${count(message.done)} of ${count(message.total)} parts are measured. Close to stop.`;
    if (message.atlas) this.#show(message);
    return undefined;
  }

  /** Takes a part of the network into the list of interventions. */
  async #choose({act}) {
    this.dialog.close();
    for (const each of act.split(";")) await this.intervene(each);
  }

  #showCurrents(more) {
    this.#stop();
    this.pending.replaceWith(...currentParts(more, (part) => this.#choose(part)));
  }

  #show({atlas, talk}) {
    this.progress.hidden = true;
    this.pending = made("p", "", "The currents into each area, and what a current does to the choice, are being measured.");
    const chosen = (part) => this.#choose(part);
    const most = Math.max(...atlas.rows.map(({drop}) => drop), 0.01);
    this.words.textContent = `In ${count(atlas.trials)} fresh trials the intact network is right in ` +
      `${percent(atlas.intact.accuracy)}. The more a unit stands out, the more accuracy it costs in these trials to ` +
      `silence it, up to ${points(mostOfUnits(atlas))}. Point at one to read it, click to silence it.`;
    const picture = made("div", "apart-picture");
    picture.append(unitsPicture(atlas, chosen));
    this.content.replaceChildren(made("h3", "", "Units"), picture,
        made("h3", "", "Clusters of similar selectivity, groups and projections"), partsTable(atlas, most, chosen),
        ...talkParts(talk), this.pending);
  }
}
