// The heat map of a sweep. It is a table whose cells are links, so that it can be read and used without seeing it.
import {colourOf, inkOn} from "../colour-map.js";
import {made} from "../dialogs.js";
import {cellsOf, measures, summaryOf} from "./cells.js";

const words = (value) => typeof value === "boolean" ? (value ? "on" : "off") : String(value);

/** "Learning rate 0.01, Recurrent noise 0.1" */
export function settingsOf({rows, columns}, labels, row, column) {
  const each = rows ? [[labels[0], rows.values[row]], [labels[1], columns.values[column]]] : [[labels[0] ?? "", columns.values[column]]];
  return each.filter(([label]) => label).map(([label, value]) => `${label} ${words(value)}`).join(", ");
}

/** All seeds of a cell in a sentence. */
function sentenceOf(where, jobs, measure) {
  const each = jobs.map(({seed, result}) => {
    if (!result) return `seed ${seed} is not done`;
    const value = measure.of(result);
    return `seed ${seed}: ${value === null ? measure.missing : measure.words(value)}`;
  });
  return `${where}. ${measure.label} of ${each.join(", ")}.`;
}

function rangeOf(found) {
  const values = found.flat().map(({value}) => value).filter((value) => value !== null);
  return values.length === 0 ? null : [Math.min(...values), Math.max(...values)];
}

/** Where a value lies between the least and the most, a little above the colour of the ground. */
const partOf = (value, [low, high]) => high > low ? 0.12 + 0.88 * (value - low) / (high - low) : 0.56;

function cell({jobs, value, job, where, measure, range, addressOf, opened, pointed}) {
  const box = made("td", "");
  const done = jobs.filter(({result}) => result).length;
  const target = job ?? jobs[0];
  const link = made("a", value === null ? "none" : "", value === null ? (done > 0 ? measure.missing : "–") : measure.words(value));
  link.href = addressOf(target.link);
  if (value !== null) {
    const part = partOf(value, range);
    link.style.backgroundColor = colourOf(part);
    link.style.color = inkOn(part);
  }
  if (done < jobs.length) link.append(made("small", "", `${done} of ${jobs.length}`));
  const sentence = sentenceOf(where, jobs, measure);
  link.setAttribute("aria-label", `${sentence} Opens the experiment with seed ${target.seed}.`);
  link.title = sentence;
  for (const event of ["focus", "pointerenter"]) link.addEventListener(event, () => pointed(sentence));
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;  // the browser's own tab or window
    event.preventDefault();
    opened(target.number);
  });
  box.append(link);
  return box;
}

const head = (text, scope) => Object.assign(made("th", "", text), {scope});

/**
 * @param {import("./sweep.js").Sweep} sweep
 * @param {object} how
 * @param {string} how.measure of cells.js
 * @param {string} how.summary
 * @param {(link: string) => string} how.addressOf
 * @param {(job: number) => void} how.opened
 * @param {(sentence: string) => void} how.pointed
 */
export function mapOf(sweep, {measure: name, summary, addressOf, opened, pointed}) {
  const measure = measures[name];
  const grid = cellsOf(sweep);
  const {rows, columns, cells} = grid;
  const found = cells.map((line) => line.map((jobs) => summaryOf(jobs.filter(({result}) => result), measure, summary)));
  const range = rangeOf(found);
  const table = made("table", "sweep-map");
  table.createCaption().textContent = sweep.labels.length === 2 ? `${sweep.labels[0]} (rows) and ${sweep.labels[1]} (columns)` : sweep.labels[0] ?? "";
  const top = table.createTHead().insertRow();
  if (rows) top.append(made("td", ""));
  top.append(...columns.values.map((value) => head(words(value), "col")));
  const body = table.createTBody();
  cells.forEach((line, row) => {
    const tr = body.insertRow();
    if (rows) tr.append(head(words(rows.values[row]), "row"));
    line.forEach((jobs, column) => tr.append(cell({jobs, ...found[row][column], measure, range, addressOf, opened, pointed,
      where: settingsOf(grid, sweep.labels, row, column)})));
  });
  return {table, legend: legendOf(measure, range)};
}

function legendOf(measure, range) {
  const legend = made("p", "sweep-legend");
  if (!range || range[0] === range[1]) return legend;  // one colour needs no words
  const bar = made("span", "bar");
  bar.setAttribute("aria-hidden", "true");
  const steps = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((k) => colourOf(partOf(k, [0, 8])));
  bar.style.backgroundImage = `linear-gradient(to right, ${steps.join(", ")})`;
  legend.append(measure.words(range[0]), bar, `${measure.words(range[1])} ${measure.label.toLowerCase()}`);
  return legend;
}

/** Every job in a line: what it is of, what came out, its link. */
export function jobsTable(sweep, {addressOf, opened, copied}) {
  const table = made("table", "sweep-jobs");
  const top = table.createTHead().insertRow();
  top.append(...["Job", ...sweep.labels, "Seed", "Accuracy", "Learnt at", "Fingerprint", "Link"].map((text) => head(text, "col")));
  const body = table.createTBody();
  const {rows, columns, cells} = cellsOf(sweep);
  cells.forEach((line, row) => line.forEach((jobs, column) => jobs.forEach(({number, seed, result, link}) => {
    const tr = body.insertRow();
    const settings = rows ? [rows.values[row], columns.values[column]] : [columns.values[column]];
    const came = result ? [measures.accuracy.words(result.accuracy ?? 0), result.passed_at ?? "not learnt", result.fingerprint] :
      [sweep.failed.get(number) ?? "not done", "", ""];
    for (const value of [number + 1, ...settings.slice(0, sweep.labels.length), seed, ...came]) tr.insertCell().textContent = words(value);
    const open = Object.assign(made("a", "", "Open"), {href: addressOf(link)});
    open.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      opened(number);
    });
    const copy = Object.assign(made("button", "", "Copy"), {type: "button"});
    copy.setAttribute("aria-label", `Copy the link of job ${number + 1}`);
    copy.addEventListener("click", async () => { copy.textContent = await copied(link) ? "Copied" : "Refused"; });
    tr.insertCell().append(open, copy);
  })));
  return table;
}
