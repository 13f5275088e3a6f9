// The networks of one experiment from several seeds beside each other: each behavioural plot as the distribution over them, and
// a map of how alike they are (src/analysis/run_map.h).
import {colourOf, inkOn} from "../colour-map.js";
import {made} from "../dialogs.js";
import {drawn} from "../trial-picture.js";

const PLOT = {width: 420, height: 220, left: 56, right: 12, top: 10, bottom: 40};
const NAME = 48;  // half of the room for a name below the plot
const MAP = {side: 320, edge: 28, dot: 11};
const DEGREES = 180 / Math.PI;

const percent = (part, whole) => whole > 0 ? 100 * part / whole : null;
const signed = (value) => String(Number(value.toPrecision(3))).replace("-", "−");

/** What a plot of `nn4n analyse --json` shows as curves: [x, y] for each point, y null where there is nothing. */
const readers = {
  psychometric: ({title, axis, choice, curves}) => curves.map(({group, points}) => ({title: group ? `${title}: ${group}` : title,
    x: axis, y: choice, points: points.map(({stimulus, chosen, trials}) => [stimulus, percent(chosen, trials)])})),
  accuracy: ({title, axis, points}) => [{title, x: axis, y: "Correct [%]",
    points: points.map(({value, correct, trials}) => [value, percent(correct, trials)])}],
  chronometric: ({title, axis, points}) => [{title, x: axis, y: "Mean time when correct [ms]",
    points: points.map(({strength, correct}) => [strength, correct.mean_ms])}],
  production: ({title, measured, produced, points}) => [{title, x: measured, y: produced,
    points: points.map(({measured_ms: at, mean_ms: mean}) => [at, mean])}],
  threshold: ({title, axis, points}) => [{title, x: axis, y: "Threshold", points: points.map(({size, threshold}) => [size, threshold])}],
  spread: ({title, axis, points}) => [{title, x: axis, y: "Standard deviation", points: points.map(({value, deviation}) => [value, deviation])}],
  error: ({title, axis, error, points}) => [{title, x: axis, y: error, points: points.map(({value, deviation}) => [value, deviation])}],
  confusion: ({title, choices, counts}) => [{title, x: "Wanted choice", y: "Chosen as wanted [%]", names: choices,
    points: counts.map((row, k) => [k, percent(row[k], row.reduce((a, b) => a + b, 0))])}],
};

export const curvesOf = (plots) => plots.flatMap((plot) => readers[plot.kind]?.(plot) ?? []);

export function medianOf(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/**
 * Least, median and largest value over the networks at each x that half of them have.
 * @param {[number, number | null][][]} curves one for each network
 */
export function distributionOf(curves) {
  const at = new Map();
  for (const [x, y] of curves.flat()) if (y !== null) at.set(x, [...at.get(x) ?? [], y]);
  return [...at].filter(([, values]) => 2 * values.length >= curves.length).sort(([a], [b]) => a - b)
      .map(([x, values]) => ({x, least: Math.min(...values), median: medianOf(values), most: Math.max(...values)}));
}

/** The curves of the same plot of all networks, each with its seed. */
function gathered(individuals) {
  const plots = new Map();
  for (const {seed, plots: list} of individuals) {
    for (const {points, ...about} of curvesOf(list)) {
      const plot = plots.get(about.title) ?? {...about, curves: []};
      plot.curves.push({seed, points});
      plots.set(about.title, plot);
    }
  }
  return [...plots.values()];
}

function written(picture, x, y, words, anchor = "middle") {
  const node = drawn("text", {x, y, "text-anchor": anchor});
  node.textContent = words;
  picture.append(node);
}

const titled = (node, words) => {
  const title = drawn("title", {});
  title.textContent = words;
  node.append(title);
  return node;
};

/** One plot: the range as a band, single networks as thin lines, the median as a thick one. */
function distributionPlot({title, x: across, y: up, names, curves}) {
  const {width, height, left, right, top, bottom} = PLOT;
  const spread = distributionOf(curves.map(({points}) => points));
  const values = curves.flatMap(({points}) => points).filter(([, y]) => y !== null);
  const box = made("figure", "");
  box.append(made("figcaption", "", title));
  if (spread.length === 0) {
    box.append(made("p", "", "No network has a value here."));
    return box;
  }
  const [x0, x1] = [Math.min(...values.map(([x]) => x)), Math.max(...values.map(([x]) => x))];
  const shares = up.endsWith("[%]");
  const y0 = Math.min(0, ...values.map(([, y]) => y));
  const y1 = shares ? 100 : Math.max(0, ...values.map(([, y]) => y));
  const inset = names ? NAME : 0;
  const xAt = (x) => left + inset + (x1 > x0 ? (x - x0) / (x1 - x0) : 0.5) * (width - left - right - 2 * inset);
  const yAt = (y) => top + (1 - (y - y0) / (y1 - y0 || 1)) * (height - top - bottom);
  const line = (points) => points.map(([x, y], k) => `${k ? "L" : "M"}${xAt(x).toFixed(1)} ${yAt(y).toFixed(1)}`).join("");
  const ends = spread.map(({x, median}) => `${names?.[x] ?? signed(x)}: ${signed(median)}`).join(", ");
  const picture = drawn("svg", {width, height, role: "img", "aria-label": `${title}. ${up} over ${across}, median over the seeds: ${ends}.`});
  picture.append(drawn("path", {class: "axis", d: `M${left} ${top}V${height - bottom}H${width - right}`}),
      drawn("path", {class: "band", d: `${line(spread.map(({x, most}) => [x, most]))}${line(spread.map(({x, least}) => [x, least]).reverse()).replace("M", "L")}Z`}),
      ...curves.map(({seed, points}) => titled(drawn("path", {class: "one", d: line(points.filter(([, y]) => y !== null))}), `Seed ${seed}`)),
      drawn("path", {class: "median", d: line(spread.map(({x, median}) => [x, median]))}));
  for (const y of new Set([y0, 0, y1])) written(picture, left - 6, yAt(y) + 4, signed(y), "end");
  for (const x of names ? names.keys() : new Set([x0, x1])) written(picture, xAt(x), height - bottom + 15, names?.[x] ?? signed(x), names || (x > x0 && x < x1) ? "middle" : x === x0 ? "start" : "end");
  written(picture, (left + width - right) / 2, height - 6, `${across}; upwards: ${up}`);
  box.append(picture);
  return box;
}

/** Networks that are alike lie near each other. A click opens the experiment of one. */
function runsMap({places}, individuals, opened) {
  const {side, edge, dot} = MAP;
  const reach = Math.max(...places.flat().map(Math.abs), 1e-9);
  const at = (value) => side / 2 + value / reach * (side / 2 - edge);
  const accuracies = individuals.map(({accuracy}) => accuracy ?? 0);
  const [low, high] = [Math.min(...accuracies), Math.max(...accuracies)];
  const picture = drawn("svg", {width: side, height: side, role: "group", "aria-label": "Map of the networks: near means alike"});
  places.forEach(([x, y], k) => {
    const {seed, job} = individuals[k];
    const words = `Seed ${seed}: accuracy ${(100 * accuracies[k]).toFixed(1)} %. Opens its experiment.`;
    const part = high > low ? 0.2 + 0.8 * (accuracies[k] - low) / (high - low) : 0.6;
    const link = titled(drawn("g", {tabindex: 0, role: "button", "aria-label": words, class: "run"}), words);
    const disc = drawn("circle", {cx: at(x), cy: at(-y), r: dot});
    disc.style.fill = colourOf(part);
    link.append(disc);
    written(link, at(x), at(-y) + 4, String(seed));
    link.lastChild.style.fill = inkOn(part);
    link.addEventListener("click", () => opened(job));
    link.addEventListener("keydown", ({key}) => { if (key === "Enter" || key === " ") opened(job); });
    picture.append(link);
  });
  return picture;
}

/** What the angles say: the usual one, and the two networks that are most alike. */
function anglesSentence({distances, explained}, individuals) {
  const pairs = distances.flatMap((row, i) => row.slice(0, i).map((angle, j) => ({angle, i, j})));
  const nearest = pairs.reduce((a, b) => b.angle < a.angle ? b : a);
  const angle = (value) => `${(DEGREES * value).toFixed(0)}°`;
  return `The angle between two networks is ${angle(medianOf(pairs.map((pair) => pair.angle)))} in the median, and ` +
    `${angle(nearest.angle)} between the seeds ${individuals[nearest.j].seed} and ${individuals[nearest.i].seed}, which are most alike. ` +
    `0° means that their mean rates by condition have the same shape, whichever unit does what; 90° means that they have ` +
    `nothing in common. The map shows ${(100 * explained).toFixed(0)} % of the squared distances.`;
}

/**
 * @param {{seed: number, job: number, accuracy: number | null, plots: object[]}[]} individuals networks that are trained
 * @param {{places: [number, number][], distances: number[][], explained: number} | null} map of two or more of them
 * @param {(job: number) => void} opened
 */
export function individualsPart(individuals, map, opened) {
  const part = made("section", "individuals");
  const accuracies = individuals.map(({accuracy}) => accuracy).filter((value) => value !== null);
  const share = (value) => `${(100 * value).toFixed(1)} %`;
  part.append(made("h4", "", "The seeds beside each other"));
  if (accuracies.length > 0)
    part.append(made("p", "", `${accuracies.length} networks in the same 1,000 trials: accuracy ${share(medianOf(accuracies))} in the median, ` +
      `${share(Math.min(...accuracies))} to ${share(Math.max(...accuracies))}. Thin lines are single networks, the thick line is their ` +
      "median, and the band is their range."));
  const plots = made("div", "plots");
  plots.append(...gathered(individuals).map(distributionPlot));
  part.append(plots);
  if (map) part.append(made("h4", "", "How alike they are"), made("p", "", anglesSentence(map, individuals)), runsMap(map, individuals, opened));
  return part;
}
