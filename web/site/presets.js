// The menu of presets: a card for each with its name, one line, and a picture of its areas and of an example trial.

const element = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT, TRIAL] = [216, 72, 164];  // of a picture; the trial's part, the areas have the rest

function drawn(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/** A line through values over the steps of a trial; null leaves a gap. */
function line(values, top, height, [least, most], className) {
  const x = (step) => (step / Math.max(values.length - 1, 1) * TRIAL).toFixed(1);
  const y = (value) => (top + height - (value - least) / (most - least || 1) * height).toFixed(1);
  let path = "";
  let gap = true;
  values.forEach((value, step) => {
    if (value !== null) path += `${gap ? "M" : "L"}${x(step)} ${y(value)}`;
    gap = value === null;
  });
  return drawn("path", {d: path, class: className});
}

function range(lists) {
  const values = lists.flat().filter((value) => value !== null);
  return [Math.min(0, ...values), Math.max(0, ...values)];
}

/** Inputs above, targets below, the epochs as bands behind them. */
function trial({inputs, targets, epochs}) {
  const steps = Math.max(inputs[0]?.length ?? 1, 1);
  const group = drawn("g", {});
  epochs.forEach(({begin, end}, index) => group.append(drawn("rect", {
    x: begin / steps * TRIAL, y: 0, width: (end - begin) / steps * TRIAL, height: HEIGHT, rx: 0,
    class: index % 2 ? "band strong" : "band",
  })));
  const [above, below] = [range(inputs), range(targets)];
  inputs.forEach((values) => group.append(line(values, 5, 28, above, "trace")));
  targets.forEach((values) => group.append(line(values, 41, 26, below, "trace target")));
  return group;
}

/** A circle for each area, as large as it has units, with the inhibitory part as a sector of its rim. */
function network({areas}) {
  const group = drawn("g", {});
  const room = HEIGHT / areas.length;
  areas.forEach(({units, excitatory}, index) => {
    const radius = Math.min(Math.max(Math.sqrt(units) * 1.8, 4), room / 2 - 3, 14);
    const [x, y] = [TRIAL + (WIDTH - TRIAL) / 2 + 4, room * (index + 0.5)];
    if (index > 0) group.append(drawn("path", {d: `M${x} ${y - room + radius}V${y - radius}`, class: "synapses"}));
    group.append(drawn("circle", {cx: x, cy: y, r: radius, class: excitatory === null ? "area" : "area exc"}));
    if (excitatory !== null && excitatory < 1) {
      const turn = 2 * Math.PI * (1 - excitatory);
      const [endX, endY] = [x + radius * Math.sin(turn), y - radius * Math.cos(turn)];
      const large = turn > Math.PI ? 1 : 0;
      group.append(drawn("path", {
        d: `M${x} ${y - radius}A${radius} ${radius} 0 ${large} 1 ${endX.toFixed(2)} ${endY.toFixed(2)}`,
        class: "area inh",
      }));
    }
  });
  return group;
}

function card(preset) {
  const button = Object.assign(document.createElement("button"), {type: "button", className: "preset"});
  button.dataset.key = preset.key;
  const picture = drawn("svg", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true"});
  picture.append(trial(preset), network(preset));
  const name = document.createElement("b");
  name.textContent = preset.label;
  const help = document.createElement("small");
  help.textContent = preset.help;
  button.append(picture, name, help);
  return button;
}

export class Presets {
  /**
   * @param {object} parts
   * @param {() => object[]} parts.cards what src/editing/preset_cards.h lists; asked for when the menu opens first
   * @param {(key: string) => void} parts.open
   */
  constructor({cards, open}) {
    element("presets").addEventListener("click", () => {
      const grid = element("preset-grid");
      if (!grid.childElementCount) grid.replaceChildren(...cards().map(card));
      element("preset-menu").showModal();
    });
    element("preset-grid").addEventListener("click", ({target}) => {
      const chosen = target.closest("button");
      if (!chosen) return;
      element("preset-menu").close();
      open(chosen.dataset.key);
    });
  }
}
