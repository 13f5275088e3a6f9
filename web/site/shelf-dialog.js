// The dialog of the shelf: each run with a picture of its areas, a small curve, and what can be done with it; and two or
// more runs compared.
import {areas} from "./areas-picture.js";
import {closeOutside, made} from "./dialogs.js";
import {count, percent} from "./format.js";
import {currentLanguage} from "./language.js";
import {nameOf} from "./store.js";
import {drawn} from "./trial-picture.js";

const element = (id) => document.getElementById(id);
const [WIDTH, HEIGHT] = [120, 40];      // of a small curve
const [WIDE, TALL, LEFT, LOW] = [640, 200, 44, 24];  // of the comparison; the axes' room
const MOST_COMPARED = 4;

const day = (time) => new Intl.DateTimeFormat(currentLanguage(), {dateStyle: "medium", timeStyle: "short"}).format(time);

/** A line through pairs of iteration and accuracy; of one pair alone a dot. */
function line(curve, most, {x, y, width, height}, className = "") {
  const points = curve.map(([iteration, accuracy]) =>
    [x + width * iteration / Math.max(most, 1), y + height * (1 - accuracy)].map((at) => at.toFixed(1)));
  if (points.length === 1) return drawn("circle", {cx: points[0][0], cy: points[0][1], r: 2.5, class: className});
  return drawn("polyline", {points: points.map((point) => point.join()).join(" "), class: className});
}

/** What to call each of several runs: those of the same name are told apart. */
function namesOf(runs) {
  return runs.map((run) => {
    const alike = runs.filter((other) => nameOf(other) === nameOf(run));
    if (alike.length === 1) return nameOf(run);
    return `${nameOf(run)}, seed ${run.seed ?? "–"}, ${count(run.iteration)} iterations`;
  });
}

function smallCurve({curve, iteration}) {
  const picture = drawn("svg", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "curve", role: "img",
    "aria-label": "Accuracy over iterations"});
  picture.append(line(curve, iteration, {x: 4, y: 3, width: WIDTH - 8, height: HEIGHT - 6}));
  return picture;
}

function areasOf(experiment) {
  try {
    const {areas: list, connectivity} = JSON.parse(experiment).network;
    return list.map(({units, excitatory}) =>
      ({units, excitatory: connectivity.unit_signs === "none" ? null : excitatory}));
  } catch {
    return [];
  }
}

function areasPicture({experiment}) {
  const picture = drawn("svg", {viewBox: "0 0 40 72", "aria-hidden": "true", class: "areas"});
  picture.append(areas(areasOf(experiment), {x: 0, width: 40, height: 72}));
  return picture;
}

/** {path: value} of everything in a JSON document. */
function leaves(value, path = "", into = new Map()) {
  if (value !== null && typeof value === "object") {
    for (const [key, inner] of Object.entries(value))
      leaves(inner, Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key, into);
  } else {
    into.set(path, value);
  }
  return into;
}

/** Rows [path, value of the first run, …] in which the runs' experiments differ. */
export function differences(runs) {
  const all = runs.map(({experiment}) => leaves(JSON.parse(experiment)));
  const paths = new Set(all.flatMap((one) => [...one.keys()]));
  const rows = [...paths].map((path) => [path, ...all.map((one) => one.has(path) ? String(one.get(path)) : "–")]);
  return rows.filter(([, first, ...others]) => others.some((value) => value !== first));
}

function comparisonPicture(runs) {
  const most = Math.max(...runs.map(({iteration}) => iteration), 1);
  const box = {x: LEFT, y: 8, width: WIDE - LEFT - 12, height: TALL - LOW - 8};
  const picture = drawn("svg", {viewBox: `0 0 ${WIDE} ${TALL}`, role: "img",
    "aria-label": "Accuracy of the chosen runs over iterations"});
  const text = (x, y, words, anchor) => {
    const label = drawn("text", {x, y, "text-anchor": anchor});
    label.textContent = words;
    picture.append(label);
  };
  for (const level of [0, 0.5, 1]) {
    const y = box.y + box.height * (1 - level);
    picture.append(drawn("path", {d: `M${box.x} ${y}h${box.width}`, class: "grid"}));
    text(box.x - 6, y + 4, `${100 * level} %`, "end");
  }
  text(box.x, TALL - 6, "0", "middle");
  text(box.x + box.width, TALL - 6, `${count(most)} iterations`, "end");
  runs.forEach(({curve}, index) =>
    picture.append(line(curve, most, box, `run-${index}`)));
  return picture;
}

function table(runs) {
  const whole = made("table", "differences");
  const row = (cells, tag) => {
    const tr = made("tr", "");
    tr.append(...cells.map((words) => made(tag, "", words)));
    whole.append(tr);
  };
  row(["Setting", ...namesOf(runs)], "th");
  const rows = differences(runs);
  for (const cells of rows) row(cells, "td");
  return rows.length > 0 ? whole : made("p", "", "The experiments are the same in every setting.");
}

export class ShelfDialog {
  #rows = new Map();  // what a run's row consists of, by its id
  #compared = new Set();
  #removed = null;  // {row}, which takes the last deletion back

  constructor(shelf) {
    this.shelf = shelf;
    closeOutside(element("shelf"));
    element("shelf-close").addEventListener("click", () => element("shelf").close());
    element("shelf").addEventListener("close", () => { this.#removed = null; });
  }

  /** Shows the runs, or why there are none. A row stays the same element, so that a click does not lose it. */
  draw(trouble = "") {
    if (!element("shelf").open) return;
    const {runs} = this.shelf;
    element("shelf-about").textContent = trouble || (runs.length === 0 ?
      "A run of more than 50 iterations comes here when you change away from it, and the present one while it trains." :
      "They stay in this browser, on this machine. The oldest make room for new ones; a pinned run never does.");
    const rows = runs.map((run) => this.#row(run));
    const removed = this.#removed ? [this.#removed.row] : [];
    const wanted = [...rows, ...removed];
    const list = element("shelf-runs");
    for (const row of [...list.children]) {
      if (!wanted.includes(row)) row.remove();
    }
    wanted.forEach((row, index) => {
      if (list.children[index] !== row) list.insertBefore(row, list.children[index] ?? null);
    });
    this.#drawComparison();
  }

  #row(run) {
    const parts = this.#rows.get(run.id) ?? this.#newRow(run.id);
    const isOpen = this.shelf.current?.id === run.id;
    const drawn = JSON.stringify([run, isOpen]);
    if (parts.drawn === drawn) return parts.row;
    parts.drawn = drawn;
    const facts = [`${count(run.iteration)} iterations`, run.accuracy === null ? "" : `accuracy ${percent(run.accuracy)}`,
      run.seed === null ? "" : `seed ${run.seed}`, run.name ? run.title : "", day(run.touched)];
    parts.facts.textContent = `${facts.filter(Boolean).join(" · ")}${isOpen ? " · open now" : ""}`;
    if (document.activeElement !== parts.name) parts.name.value = nameOf(run);
    parts.pictures.replaceChildren(areasPicture(run), smallCurve(run));
    parts.pin.textContent = run.pinned ? "Unpin" : "Pin";
    parts.open.disabled = parts.delete.disabled = isOpen;
    return parts.row;
  }

  #newRow(id) {
    const row = made("li", "");
    row.dataset.id = id;
    const [pictures, words, buttons] = ["pictures", "words", "buttons"].map((name) => made("div", name));
    const name = Object.assign(made("input", "name"), {ariaLabel: "Name of the run", maxLength: 80});
    name.addEventListener("change", () => this.#do(() => this.shelf.rename(id, name.value)));
    const facts = made("small", "");
    words.append(name, facts);
    const open = this.#button("open", "Open", () => this.shelf.open(id).then(() => element("shelf").close()));
    const pin = this.#button("pin", "Pin", () => this.shelf.pin(id, !this.shelf.find(id).pinned));
    const remove = this.#button("delete", "Delete", () => this.#remove(id));
    const compare = made("label", "compare");
    const box = Object.assign(made("input", ""), {type: "checkbox"});
    box.dataset.action = "compare";
    box.addEventListener("change", () => this.#compare(id, box.checked));
    compare.append(box, "Compare");
    buttons.append(open, pin, remove, compare);
    row.append(pictures, words, buttons);
    const parts = {row, pictures, name, facts, open, pin, delete: remove, box, drawn: ""};
    this.#rows.set(id, parts);
    return parts;
  }

  #button(action, words, work) {
    const button = Object.assign(made("button", "", words), {type: "button"});
    button.dataset.action = action;
    button.addEventListener("click", () => this.#do(work));
    return button;
  }

  /** A deletion can be taken back until the dialog is closed or another run is deleted. */
  async #remove(id) {
    const name = nameOf(this.shelf.find(id));
    const putBack = await this.shelf.remove(id);
    const row = made("li", "removed", `${name} is deleted.`);
    row.append(this.#button("undo", "Undo", async () => {
      this.#removed = null;
      await putBack();
    }));
    this.#removed = {row};
    this.#compared.delete(id);
    this.#rows.delete(id);
    this.draw();
  }

  #do(work) {
    Promise.resolve().then(work).catch(({message}) => { element("shelf-about").textContent = message; });
  }

  #compare(id, wanted) {
    if (wanted) this.#compared.add(id);
    else this.#compared.delete(id);
    for (const oldest of this.#compared) {
      if (this.#compared.size <= MOST_COMPARED) break;
      this.#compared.delete(oldest);
      this.#rows.get(oldest).box.checked = false;
    }
    this.draw();
  }

  #drawComparison() {
    const runs = this.shelf.runs.filter(({id}) => this.#compared.has(id));
    const place = element("shelf-comparison");
    place.hidden = runs.length === 0;
    if (runs.length === 0) return place.replaceChildren();
    if (runs.length === 1) return place.replaceChildren(made("p", "", "Choose another run to compare it with."));
    const legend = made("p", "legend");
    namesOf(runs).forEach((name, index) => legend.append(made("span", `run-${index}`, name)));
    return place.replaceChildren(made("h3", "", "Accuracy"), legend, comparisonPicture(runs),
        made("h3", "", "Settings that differ"), table(runs));
  }
}
