// The menu of presets: groups of cards, filtered by typing. A card has the preset's name, one line, whom it is by, what
// it takes to learn, and a picture of its areas and of an example trial.
import {areas} from "./areas-picture.js";
import {closeOutside, made} from "./dialogs.js";
import {count} from "./format.js";
import {said} from "./language.js";
import {drawn, trialPicture} from "./trial-picture.js";

const element = (id) => document.getElementById(id);
const [WIDTH, HEIGHT, TRIAL] = [216, 72, 164];  // of a picture; the trial's part, the areas have the rest
const KEPT = "nn4n.work-per-second";
const MEASURE_EVERY_MS = 2000;

function card(preset) {
  const button = Object.assign(made("button", "preset"), {type: "button"});
  button.dataset.key = preset.key;
  const picture = drawn("svg", {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true"});
  picture.append(trialPicture(preset, TRIAL, HEIGHT), areas(preset.areas, {x: TRIAL + 4, width: WIDTH - TRIAL, height: HEIGHT}));
  const by = made("small", "by", "By ");
  by.append(made("span", "", preset.by), ".");
  button.append(picture, made("b", "", preset.label), made("small", "", preset.help), made("small", "takes"), by);
  return button;
}

/** A time in words of about its accuracy: "less than a second", "7 seconds", "40 seconds", "3 minutes", "2 hours". */
export function roughly(seconds) {
  if (seconds < 1) return "less than a second";
  const [value, unit] = seconds < 90 ? [seconds, "second"] : seconds < 5400 ? [seconds / 60, "minute"] :
    [seconds / 3600, "hour"];
  const round = value < 10 ? Math.round(value) : Math.round(value / 5) * 5;
  return `${round} ${unit}${round === 1 ? "" : "s"}`;
}

/** What a preset takes to learn; seconds only once the speed of this browser, in work per second, is known. */
function takes({iterations, words, work}, speed) {
  if (iterations === null) return words;
  const learns = `Learns in about ${count(iterations)} iterations`;
  return speed > 0 ? `${learns}; estimate for this machine: ${roughly(iterations * work / speed)}.` : `${learns}.`;
}

export class Presets {
  #cards = [];
  #speed = 0;
  #measuredAt = -Infinity;

  /**
   * @param {object} parts
   * @param {() => object[]} parts.cards what src/editing/preset_cards.h lists; asked for when the menu opens first
   * @param {() => number} parts.work of an iteration of the present experiment (iteration_work there)
   * @param {(key: string) => void} parts.open
   */
  constructor({cards, work, open}) {
    Object.assign(this, {cards, work, chosen: open});
    try {
      this.#speed = Number(localStorage.getItem(KEPT)) || 0;
    } catch {
      // Some frames refuse the storage: the speed is known after a training in this page.
    }
    closeOutside(element("preset-menu"));
    element("presets").addEventListener("click", () => this.#open());
    element("preset-close").addEventListener("click", () => element("preset-menu").close());
    element("preset-filter").addEventListener("input", () => this.#filter());
    element("preset-menu").addEventListener("keydown", (event) => this.#key(event));
    element("preset-groups").addEventListener("click", ({target}) => {
      const button = target.closest("button");
      if (button) this.#choose(button.dataset.key);
    });
  }

  /** Takes in how many iterations of the present experiment were done in a second, at full speed. */
  measured(iterationsPerSecond) {
    const now = performance.now();
    if (!(iterationsPerSecond > 0) || now - this.#measuredAt < MEASURE_EVERY_MS) return;
    this.#measuredAt = now;
    this.#speed = iterationsPerSecond * this.work();
    try {
      localStorage.setItem(KEPT, String(this.#speed));
    } catch {
      // It holds until the page is closed.
    }
  }

  #open() {
    if (this.#cards.length === 0) this.#build();
    for (const {preset, button} of this.#cards) {
      button.querySelector(".takes").textContent = takes(preset, this.#speed);
    }
    element("preset-speed").textContent = this.#speed > 0 ?
      "Times are estimates, from the speed at which this browser last trained." :
      "After the first training here, each preset says how long it will take on this machine.";
    element("preset-filter").value = "";
    this.#filter();
    element("preset-menu").showModal();
    element("preset-groups").scrollTop = 0;
  }

  #build() {
    const groups = new Map();
    for (const preset of this.cards()) {
      const button = card(preset);
      const words = [preset.label, preset.help, preset.by, preset.task, preset.group];
      this.#cards.push({preset, button, words});
      if (!groups.has(preset.group)) groups.set(preset.group, []);
      groups.get(preset.group).push(button);
    }
    element("preset-groups").replaceChildren(...[...groups].map(([name, buttons], index) => {
      const section = made("section", "");
      const heading = Object.assign(made("h3", "", name), {id: `preset-group-${index}`});
      section.setAttribute("aria-labelledby", heading.id);
      const grid = made("div", "preset-grid");
      grid.append(...buttons);
      section.append(heading, grid);
      return section;
    }));
  }

  #filter() {
    const words = element("preset-filter").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const {button, words: texts} of this.#cards) {
      const text = [...texts, ...texts.map(said)].join(" ").toLowerCase();  // found in English, too
      button.hidden = !words.every((word) => text.includes(word));
      if (!button.hidden) ++shown;
    }
    for (const section of element("preset-groups").children) {
      section.hidden = !section.querySelector(".preset:not([hidden])");
    }
    element("preset-count").textContent = words.length === 0 ? `${shown} presets` :
      shown === 0 ? "No preset has these words." : `${shown} of ${this.#cards.length} presets`;
  }

  #shown() {
    return this.#cards.filter(({button}) => !button.hidden).map(({button}) => button);
  }

  #choose(key) {
    element("preset-menu").close();
    this.chosen(key);
  }

  /** Arrows move between the filter and the cards; Enter in the filter opens the first card that was found. */
  #key(event) {
    const buttons = this.#shown();
    const now = buttons.indexOf(document.activeElement);
    const typing = document.activeElement === element("preset-filter");
    if (typing && event.key === "Enter" && element("preset-filter").value.trim() && buttons.length > 0) {
      event.preventDefault();
      return this.#choose(buttons[0].dataset.key);
    }
    const next = typing ? (event.key === "ArrowDown" ? buttons[0] : undefined) :
      now < 0 ? undefined : this.#neighbour(buttons, now, event.key);
    if (!next) return undefined;
    event.preventDefault();
    return next.focus();
  }

  #neighbour(buttons, now, key) {
    if (key === "ArrowRight") return buttons[now + 1];
    if (key === "ArrowLeft") return buttons[now - 1];
    if (key !== "ArrowDown" && key !== "ArrowUp") return undefined;
    const down = key === "ArrowDown" ? 1 : -1;
    const box = (button) => button.getBoundingClientRect();
    const here = box(buttons[now]);
    const beyond = buttons.filter((one) => (box(one).top - here.top) * down > 1);
    if (beyond.length === 0) return down < 0 ? element("preset-filter") : undefined;
    const row = Math.min(...beyond.map((one) => Math.abs(box(one).top - here.top)));
    const inRow = beyond.filter((one) => Math.abs(box(one).top - here.top) - row < 1);
    return inRow.reduce((best, one) =>
      Math.abs(box(one).left - here.left) < Math.abs(box(best).left - here.left) ? one : best);
  }
}
