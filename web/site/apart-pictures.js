// Pictures of the dialog "Take apart": a row of coloured cells for every unit, curves against a current, and currents over a
// trial.
import {colourOf} from "./colour-map.js";
import {made} from "./dialogs.js";
import {drawn} from "./trial-picture.js";

const CELL = {width: 9, height: 18};
const [LEFT, TOP] = [190, 34];  // room for the names of conditions and of areas
const MOST_WORDS = 30;          // letters of a condition
const POWER = 0.7;              // as the weights are coloured, so that small values can be seen

export const points = (share) => `${signed(100 * share, 1)} %`;
export const signed = (value, digits = 2) => value.toFixed(digits).replace("-", "−");
const short = (words) => words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS - 1)}…` : words;

function written(x, y, words, {anchor = "end", className} = {}) {
  const node = drawn("text", {x, y, "text-anchor": anchor, ...(className && {class: className})});
  node.textContent = words;
  return node;
}

/** "Decision/E/9": the part without its last piece, "Decision E". */
const groupOf = (name) => name.split("/").slice(0, -1).join(" ");

/**
 * One column of cells for each unit, areas side by side. A cell can be chosen by a click, and those of the first row by Tab
 * and Enter, too.
 * @param {{name: string}[]} units
 * @param {{label: string, part: (unit: object) => number, words: (unit: object) => string}[]} rows `part` is 0..1
 * @param {string} label of the whole, for those who do not see it
 * @param {(unit: object) => void} chosen
 */
export function unitGrid(units, rows, label, chosen) {
  const picture = drawn("svg", {width: LEFT + units.length * CELL.width + 30, height: TOP + rows.length * CELL.height + 4,
    role: "group", "aria-label": label});
  rows.forEach((row, k) => picture.append(written(LEFT - 8, TOP + k * CELL.height + 13, short(row.label))));
  let gap = 0;
  let before = "";
  units.forEach((unit, column) => {
    if (groupOf(unit.name) !== before) {
      gap += before ? 6 : 0;
      before = groupOf(unit.name);
      picture.append(written(LEFT + column * CELL.width + gap, TOP - 8, before, {anchor: "start"}));
    }
    rows.forEach(({part, words}, k) => {
      const cell = drawn("rect", {x: LEFT + column * CELL.width + gap, y: TOP + k * CELL.height, width: CELL.width - 1,
        height: CELL.height - 1, tabindex: k === 0 ? 0 : -1, role: "button"});
      cell.style.fill = colourOf(Math.max(part(unit), 0) ** POWER);
      const title = drawn("title", {});
      title.textContent = words(unit);
      cell.append(title);
      cell.addEventListener("click", () => chosen(unit));
      cell.addEventListener("keydown", ({key}) => {
        if (key === "Enter" || key === " ") chosen(unit);
      });
      picture.append(cell);
    });
  });
  return picture;
}

export function tableOf(heads) {
  const table = made("table", "apart-table");
  const head = table.createTHead().insertRow();
  for (const words of heads) head.append(made("th", "", words));
  return {table, body: table.createTBody()};
}

const PLOT = {width: 420, height: 150, left: 52, right: 118, top: 10, bottom: 34};

/** E in the colour of excitation, I in that of inhibition; the second area's lines are dashed, and so on. */
function lookOf(name, areas) {
  const sign = / E$/.test(name) ? "exc" : / I$/.test(name) ? "inh" : name === "bias" ? "aside" : "plain";
  const area = areas.findIndex((one) => name === one || name.startsWith(`${one} `));
  return {class: `line ${sign}`, "stroke-dasharray": ["none", "6 3", "2 3"][Math.max(area, 0) % 3]};
}

/** Moves the names at the ends of lines apart, downwards and, where that leaves the plot, up again. */
function spread(ends, least, most) {
  const order = [...ends.keys()].sort((a, b) => ends[a] - ends[b]);
  const placed = [...ends];
  order.forEach((k, at) => { if (at > 0) placed[k] = Math.max(placed[k], placed[order[at - 1]] + least); });
  const over = Math.max(0, placed[order.at(-1)] - most);
  return placed.map((y) => y - over);
}

/**
 * Lines over one axis, each with its name at its end.
 * @param {{name: string, points: [number, number][]}[]} lines points as [x, y]
 * @param {{x: string, y: string, areas?: string[], mark?: number, label: string}} how `mark` is an x that is marked
 */
export function linePlot(lines, {x: xName, y: yName, areas = [], mark, label}) {
  const {width, height, left, right, top, bottom} = PLOT;
  const all = lines.flatMap(({points: list}) => list);
  const xs = all.map(([x]) => x);
  const ys = [0, ...all.map(([, y]) => y)];
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const x = (value) => left + (value - x0) / (x1 - x0 || 1) * (width - left - right);
  const y = (value) => top + (1 - (value - y0) / (y1 - y0 || 1)) * (height - top - bottom);
  const picture = drawn("svg", {width, height, role: "img", "aria-label": label, class: "apart-plot"});
  const rule = (from, to) => picture.append(drawn("path", {d: `M${from}L${to}`, class: "axis"}));
  rule(`${left} ${y(0)}`, `${width - right} ${y(0)}`);
  if (mark > x0 && mark < x1) rule(`${x(mark)} ${top}`, `${x(mark)} ${height - bottom}`);
  for (const value of new Set([y0, 0, y1])) picture.append(written(left - 6, y(value) + 4, signed(value, Math.abs(value) < 10 ? 2 : 0)));
  for (const value of [x0, x1]) picture.append(written(x(value), height - bottom + 14, signed(value, Number.isInteger(value) ? 0 : 1), {anchor: "middle"}));
  picture.append(written((left + width - right) / 2, height - 4, `${xName}; upwards: ${yName}`, {anchor: "middle"}));
  const ends = spread(lines.map(({points: list}) => y(list.at(-1)[1]) + 4), 12, height - bottom);
  lines.forEach(({name, points: list}, k) => {
    const path = list.map(([at, value], index) => `${index ? "L" : "M"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join("");
    const node = drawn("path", {d: path, ...lookOf(name, areas)});
    const title = drawn("title", {});
    title.textContent = name;
    node.append(title);
    picture.append(node, written(width - right + 6, ends[k], name, {anchor: "start", className: lookOf(name, areas).class.split(" ")[1]}));
  });
  return picture;
}
