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

/**
 * @param {{inputs: number[][], targets: (number | null)[][], epochs: {begin: number, end: number}[]}} trial
 * @param {number} width
 * @param {number} height
 */
export function trialPicture({inputs, targets, epochs}, width, height) {
  const steps = Math.max(inputs[0]?.length ?? 0, targets[0]?.length ?? 0, 1);
  const group = drawn("g", {});
  epochs.forEach(({begin, end}, index) => group.append(drawn("rect", {
    x: begin / steps * width, y: 0, width: (end - begin) / steps * width, height, rx: 0,
    class: index % 2 ? "band strong" : "band",
  })));
  const [above, below] = [range(inputs), range(targets)];
  inputs.forEach((values) => group.append(line(values, width, 0.07 * height, 0.39 * height, above, "trace")));
  targets.forEach((values) =>
    group.append(line(values, width, 0.57 * height, 0.36 * height, below, "trace target")));
  return group;
}
