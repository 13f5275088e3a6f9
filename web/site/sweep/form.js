// The form of a sweep: one or two settings with their values, seeds and iterations. It makes the specification that
// `nn4n sweep` reads.
import {made} from "../dialogs.js";

/** What people ask for most, first in the list; the first two that there are, are chosen at the beginning. */
const usual = ["training.learning_rate", "network.recurrent_noise", /^network\.connectivity\.density/, "network.dt_ms",
  /^network\.areas\[\d+\]\.units$/, "training.batch", "training.gradient_clip"];
const FIRST = {seeds: 3, iterations: 300};

const isUsual = (path) => usual.findIndex((one) => typeof one === "string" ? one === path : one.test(path));
const rounded = (value) => Number(value.toPrecision(3));

/** Some values to begin with: all choices, or half, once and twice the present number, as far as they are allowed. */
export function valuesFor({kind, value, low, high, choices}) {
  if (kind === "boolean") return "false, true";
  if (kind === "choice") return choices.slice(0, 8).map(({key}) => key).join(", ");
  const unit = kind === "whole" ? 1 : high !== null && high <= 1 ? high / 10 : 0.1;
  const found = value === 0 ? [0, unit, 2 * unit] : [value / 2, value, 2 * value];
  const settled = found.map((each) => Math.min(Math.max(each, low ?? -Infinity), high ?? Infinity))
      .map((each) => kind === "whole" ? Math.round(each) : rounded(each));
  return [...new Set(settled)].join(", ");
}

/** The path as `nn4n sweep` prints it in a table: without brackets. */
export const pathOf = (path) => path.replace(/\[(\d+)\]/g, ".$1");

function allowedOf({kind, low, high, choices, unit}) {
  if (kind === "boolean") return "Values: false, true.";
  if (kind === "choice") return `Values: ${choices.map(({key}) => key).join(", ")}.`;
  const units = unit ? ` ${unit}` : "";
  const range = low !== null && high !== null ? `, allowed ${low} to ${high}${units}` : low !== null ? `, at least ${low}${units}` : "";
  return `A list such as 1, 2, 4, or a range such as 1..5${kind === "whole" ? "" : " or 0.1..0.5/5 (five numbers)"}${range}.`;
}

function field(id, label, control) {
  const box = made("label", "");
  control.id = id;
  box.append(made("span", "", label), control);
  return box;
}

const number = (value, min, max) => Object.assign(made("input", ""), {type: "number", value, min, max, step: 1, required: true});

export class SweepForm {
  /** @param {() => void} changed the specification is another one now */
  constructor(changed) {
    this.changed = changed;
    this.element = made("form", "sweep-form");
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.axes = ["first", "second"].map((name) => this.#axis(name));
    this.seeds = number(FIRST.seeds, 1, 1000);
    this.iterations = number(FIRST.iterations, 1, 1e8);
    const counts = made("div", "counts");
    counts.append(field("sweep-seeds", "Seeds", this.seeds), field("sweep-iterations", "Iterations of each job", this.iterations));
    this.element.append(...this.axes.map(({box}) => box), counts);
    this.element.addEventListener("input", changed);
  }

  #axis(name) {
    const select = made("select", "");
    const values = Object.assign(made("input", ""), {type: "text", autocomplete: "off", spellcheck: false, maxLength: 2000});
    const about = Object.assign(made("p", "about"), {id: `sweep-${name}-about`});
    values.setAttribute("aria-describedby", about.id);
    const box = made("fieldset", "");
    box.append(made("legend", "aside", name === "first" ? "First setting" : "Second setting"),
        field(`sweep-${name}`, name === "first" ? "Setting" : "And another setting", select),
        field(`sweep-${name}-values`, "Values", values), about);
    const axis = {box, select, values, about, setting: null};
    select.addEventListener("change", () => this.#choose(axis, select.value));
    return axis;
  }

  /** Offers the settings of the experiment that is open (editing/sweepable.h); what is chosen stays, if it is there. */
  offer(settings) {
    this.settings = new Map(settings.map((setting) => [setting.path, setting]));
    const first = settings.filter(({path}) => isUsual(path) >= 0).sort((a, b) => isUsual(a.path) - isUsual(b.path));
    this.axes.forEach((axis, k) => {
      const before = axis.select.options.length > 0 ? axis.select.value : first[k]?.path ?? "";
      axis.select.replaceChildren(new Option(k > 0 ? "none" : "none, only the seeds", ""), group("Often asked", first),
          group("All settings", settings.filter((setting) => !first.includes(setting))));
      const path = this.settings.has(before) || before === "" ? before : first[0].path;
      if (path !== axis.setting?.path || !axis.values.value) this.#choose(axis, path);
      axis.select.value = path;
    });
  }

  #choose(axis, path) {
    axis.setting = this.settings.get(path) ?? null;
    axis.select.value = path;
    axis.values.disabled = !axis.setting;
    axis.values.value = axis.setting ? valuesFor(axis.setting) : "";
    axis.about.textContent = axis.setting ? allowedOf(axis.setting) : "";
    axis.about.title = axis.setting?.help ?? "";
    this.changed();
  }

  get #chosen() { return this.axes.filter(({setting}) => setting); }

  get labels() { return this.#chosen.map(({setting}) => setting.label); }

  /** What is wrong before the engine reads it, in a sentence; or nothing. */
  get refusal() {
    const [first, second] = this.axes;
    if (second.setting && first.setting?.path === second.setting.path) return "Both settings are the same one. Choose another one.";
    for (const {setting, values} of this.#chosen)
      if (!values.value.trim()) return `“${setting.label}” has no values.`;
    for (const [input, words] of [[this.seeds, "number of seeds"], [this.iterations, "number of iterations"]])
      if (!input.validity.valid) return `The ${words} is a whole number from ${input.min} to ${Number(input.max).toLocaleString("en")}.`;
    return "";
  }

  /** The specification, with this experiment. */
  spec(experiment) {
    const values = (text) => text.split(",").map((part) => part.trim()).join(",");
    return {
      experiment,
      iterations: Number(this.iterations.value),
      axes: Object.fromEntries(this.#chosen.map(({setting, values: {value}}) => [pathOf(setting.path), values(value)])),
      seeds: Number(this.seeds.value),
    };
  }
}

function group(label, settings) {
  const list = Object.assign(document.createElement("optgroup"), {label});
  list.append(...settings.map((setting) => new Option(setting.label, setting.path)));
  return list;
}
