// A trial as a picture: inputs above, targets below, the epochs as bands behind them.

const SVG = "http://www.w3.org/2000/svg";

export function drawn(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/** Values over the steps of a trial, each held for its step; null leaves a gap. */
function line(values, width, top, height, [least, most], className) {
  const x = (step) => (step / Math.max(values.length, 1) * width).toFixed(1);
  const y = (value) => (top + height - (value - least) / (most - least || 1) * height).toFixed(1);
  let path = "";
  let last = null;
  values.forEach((value, step) => {
    if (value !== null) path += `${last === null ? "M" : "L"}${x(step)} ${y(value)}H${x(step + 1)}`;
    last = value;
  });
  return drawn("path", {d: path, class: className});
}

function range(lists) {
  const values = lists.flat().filter((value) => value !== null);
  return [Math.min(0, ...values), Math.max(0, ...values)];
}

function bands(epochs, steps, left, width, height) {
  return epochs.map(({begin, end}, index) => drawn("rect", {
    x: left + begin / steps * width, y: 0, width: (end - begin) / steps * width, height, rx: 0,
    class: index % 2 ? "band strong" : "band",
  }));
}

const stepsOf = (inputs, targets) => Math.max(inputs[0]?.length ?? 0, targets[0]?.length ?? 0, 1);

/** A name that fits left of its line. */
const fitting = (name, most = 17) => name.length > most ? `${name.slice(0, most - 1)}…` : name;

const NAMES = 108;  // room for the names of channels, at the left

/**
 * Every channel on a line of its own, with its name. All inputs have one scale, and so have all targets.
 * @param {{inputs: number[][], targets: (number | null)[][], epochs: {begin: number, end: number}[],
 *          inputs_named: string[], outputs_named: string[]}} trial
 * @param {number} width
 * @returns {{group: SVGElement, height: number}}
 */
export function namedTrialPicture({inputs, targets, epochs, inputs_named, outputs_named}, width) {
  const lines = [
    ...inputs.map((values, k) => ({values, name: inputs_named[k] ?? "", scale: range(inputs), kind: "trace"})),
    ...targets.map((values, k) => ({values, name: outputs_named[k] ?? "", scale: range(targets), kind: "trace target"})),
  ];
  const pitch = lines.length > 12 ? 14 : 22;
  const gap = inputs.length > 0 && targets.length > 0 ? 8 : 0;
  const height = lines.length * pitch + gap + 8;
  const group = drawn("g", {});
  group.append(...bands(epochs, stepsOf(inputs, targets), NAMES, width - NAMES, height));
  const moved = drawn("g", {transform: `translate(${NAMES} 0)`});
  lines.forEach(({values, name, scale, kind}, k) => {
    const top = 4 + k * pitch + (k >= inputs.length ? gap : 0);
    const words = drawn("text", {x: 4, y: top + pitch / 2 + 4, class: "channel"});
    words.textContent = fitting(name);
    group.append(words);
    moved.append(line(values, width - NAMES, top + 3, pitch - 6, scale, kind));
  });
  group.append(moved);
  return {group, height};
}

/**
 * @param {{inputs: number[][], targets: (number | null)[][], epochs: {begin: number, end: number}[]}} trial
 * @param {number} width
 * @param {number} height
 */
export function trialPicture({inputs, targets, epochs}, width, height) {
  const group = drawn("g", {});
  group.append(...bands(epochs, stepsOf(inputs, targets), 0, width, height));
  const [above, below] = [range(inputs), range(targets)];
  inputs.forEach((values) => group.append(line(values, width, 0.07 * height, 0.39 * height, above, "trace")));
  targets.forEach((values) =>
    group.append(line(values, width, 0.57 * height, 0.36 * height, below, "trace target")));
  return group;
}
