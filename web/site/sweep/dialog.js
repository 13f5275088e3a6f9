// The dialog "Sweep": the experiment at all combinations of some settings and seeds, trained in Workers beside the run of the
// page, as a map that fills. Closing it stops nothing; the button in the footer shows how far the sweep is.
import {closeOutside, made} from "../dialogs.js";
import {count} from "../format.js";
import {isOneFile} from "../parts.js";
import {measures, summaries} from "./cells.js";
import {SweepForm} from "./form.js";
import {individualsPart} from "./individuals.js";
import {jobsTable, mapOf} from "./map.js";
import {recipeOf, specFile} from "./recipe.js";
import {Sweep, tooMuch, workersHere} from "./sweep.js";

const STYLE = new URL("./sweep.css", import.meta.url);
const READ_AFTER_MS = 250;  // without another letter

const styled = () => new Promise((done) => {
  if (isOneFile) return done();  // it has all styles from the start
  const link = Object.assign(document.createElement("link"), {rel: "stylesheet", href: STYLE.href, onload: done, onerror: done});
  return document.head.append(link);
});

/** What is not measured at all in so few iterations. */
function unmeasured({experiment, iterations}) {
  const interval = experiment.training?.validation_interval ?? 0;
  return iterations < interval ? ` The accuracy is first measured at iteration ${count(interval)}.` : "";
}

const times = ({axes}) => axes.slice(0, -1).map(({values}) => values.length).join(" × ");

function duration(seconds) {
  if (seconds < 90) return `about ${Math.max(5, Math.round(seconds / 5) * 5)} seconds`;
  return seconds < 5400 ? `about ${Math.round(seconds / 60)} minutes` : `about ${Math.round(seconds / 3600)} hours`;
}

function button(id, text, action) {
  const node = Object.assign(made("button", "", text), {id, type: "button"});
  node.addEventListener("click", action);
  return node;
}

function chooser(id, label, choices, chosen) {
  const select = Object.assign(made("select", ""), {id, ariaLabel: label});
  select.append(...Object.entries(choices).map(([key, words]) => new Option(words, key)));
  select.addEventListener("change", chosen);
  return select;
}

export class SweepDialog {
  #sweep = null;   // that is shown
  #before = null;  // the one in whose place it came
  #drawing = 0;
  #timer = 0;
  #asked = 0;      // how often the form has changed
  #wanted = null;  // the sweep of the form, read but not begun
  #told = false;   // that it is done

  /**
   * @param {object} parts
   * @param {() => WebAssembly.Module} parts.module
   * @param {() => object[]} parts.settings that a sweep can go through (src/editing/sweepable.h)
   * @param {() => string} parts.experiment that is open, as JSON text
   * @param {() => string} parts.title of it
   * @param {(json: string) => Promise<void>} parts.openExperiment in place of what is open; can be undone
   * @param {(link: string) => string} parts.addressOf
   * @param {(text: string) => Promise<boolean>} parts.copy
   * @param {(name: string, type: string, content: string | Uint8Array) => void} parts.save
   * @param {(text: string) => void} parts.toast
   * @param {HTMLElement} parts.opener the button in the footer
   */
  constructor(parts) {
    Object.assign(this, parts);
    this.dialog = Object.assign(made("dialog", "tall"), {id: "sweep"});
    this.dialog.setAttribute("aria-labelledby", "sweep-title");
    const head = made("div", "head");
    head.append(Object.assign(made("h2", "", "Sweep"), {id: "sweep-title"}), button("sweep-close", "Close", () => this.dialog.close()));
    this.form = new SweepForm(() => this.#formChanged());
    this.dialog.append(head, this.#body());
    closeOutside(this.dialog);
    document.body.append(this.dialog);
  }

  #body() {
    const body = made("div", "sweep-body");
    this.plan = Object.assign(made("p", ""), {id: "sweep-plan"});
    this.plan.setAttribute("role", "status");
    this.startButton = button("sweep-start", "Start", () => this.#start());
    this.startButton.className = "primary";
    const buttons = made("div", "buttons");
    buttons.append(this.startButton, this.clusterButton = button("sweep-cluster", "Run it on a cluster", () => this.#saveRecipe(this.#wanted, this.plan)));
    body.append(made("p", "", "One experiment at all combinations of some settings and seeds, trained beside your run. Each job " +
      "has the same bits as with the program “nn4n sweep”."), this.form.element, this.plan, buttons, this.#resultsPart());
    return body;
  }

  #resultsPart() {
    const labels = Object.fromEntries(Object.entries(measures).map(([key, {label}]) => [key, label]));
    const draw = () => this.#draw();
    this.heading = made("h3", "");
    this.state = Object.assign(made("p", ""), {id: "sweep-state"});
    this.bar = Object.assign(document.createElement("progress"), {id: "sweep-progress", max: 1});
    this.bar.setAttribute("aria-labelledby", "sweep-state");
    this.measure = chooser("sweep-measure", "What the map shows", labels, draw);
    this.summary = chooser("sweep-summary", "Which of the seeds", summaries, draw);
    this.stopButton = button("sweep-stop", "Stop", () => this.#sweep.running ? this.#sweep.stop() : this.#goOn());
    this.csvButton = button("sweep-csv", "Save CSV", () => this.#saveTable());
    this.continueButton = button("sweep-continue", "Continue on a cluster", () => this.#saveRecipe(this.#sweep, this.state));
    this.continueButton.title = this.clusterButton.title = "Saves the list of jobs, and how GNU parallel and Slurm run them";
    this.beforeButton = button("sweep-before", "Bring back the sweep before", () => this.#swap());
    this.map = made("div", "map");
    this.pointed = Object.assign(made("p", "pointed"), {id: "sweep-pointed"});
    this.beside = Object.assign(made("div", ""), {id: "sweep-individuals"});
    this.jobs = Object.assign(made("details", ""), {id: "sweep-all"});
    this.jobs.append(made("summary", "", "All jobs"));
    this.jobs.addEventListener("toggle", draw);
    const tools = made("div", "buttons");
    tools.append(this.measure, this.summary, this.stopButton, this.csvButton, this.continueButton, this.beforeButton);
    this.results = made("section", "results");
    this.results.append(this.heading, this.bar, this.state, tools, this.map, this.pointed, this.beside, this.jobs);
    this.results.hidden = true;
    return this.results;
  }

  async open() {
    this.loading ??= styled().then(async () => { this.#sweep ??= await Sweep.kept(this.#parts()); });
    await this.loading;
    this.form.offer(this.settings());
    this.dialog.showModal();
    this.form.axes[0].select.focus();
    this.#formChanged();
    this.#draw();
  }

  #parts() { return {module: this.module(), changed: () => this.#changed()}; }

  // The form ----------------------------------------------------------------------------------------------------------

  #formChanged() {
    clearTimeout(this.#timer);
    ++this.#asked;
    this.#setWanted(null);
    if (!this.dialog?.open) return;
    const {refusal} = this.form;
    if (refusal) return this.#say(refusal);
    this.#timer = setTimeout(() => this.#read(), READ_AFTER_MS);
  }

  #say(words) { this.plan.textContent = words; }

  #setWanted(sweep, refusal = "") {
    this.#wanted = sweep;
    this.clusterButton.disabled = !sweep;
    this.refusal = refusal;
    this.#drawButtons();
  }

  async #read() {
    const what = {...this.#parts(), spec: this.form.spec(JSON.parse(this.experiment())), title: this.title(), labels: this.form.labels};
    const wanted = new Sweep(what);
    const asked = this.#asked;
    try {
      this.reader ??= new Sweep(what);  // one Worker reads all specifications
      this.reader.spec = wanted.spec;
      const plan = await this.reader.read();
      if (asked !== this.#asked) return;
      Object.assign(wanted, {plan, results: Array(plan.jobs).fill(null)});
      const much = tooMuch(plan);
      this.#setWanted(wanted, much);
      const seeds = plan.axes.at(-1).values.length;
      const jobs = wanted.onlySeeds ? "one for each seed, which are laid beside each other" :
        `${times(plan)} values × ${seeds} ${seeds === 1 ? "seed" : "seeds"}`;
      this.#say(much ? `${much} It can be run on a cluster.` :
        `${count(plan.jobs)} jobs: ${jobs}, ${workersHere()} at a time.${unmeasured(wanted.spec)}`);
    } catch ({message}) {
      if (asked === this.#asked) this.#say(message);
    }
  }

  #start() {
    const wanted = this.#wanted;
    if (!wanted || this.refusal || this.#sweep?.running) return;
    this.#before = this.#sweep?.done > 0 ? this.#sweep : this.#before;
    this.#sweep = wanted;
    this.#setWanted(null);
    this.pointed.textContent = "";
    this.#goOn();
    this.#formChanged();
  }

  #goOn() {
    this.#told = false;
    this.#sweep.start();
  }

  #swap() {
    [this.#sweep, this.#before] = [this.#before, this.#sweep];
    this.#before.stop();
    this.pointed.textContent = "";
    this.#draw();
  }

  // What came out -----------------------------------------------------------------------------------------------------

  /** A Worker has told something; the dialog shows it with the next frame. */
  #changed() {
    this.#mark();
    if (this.#drawing) return;
    this.#drawing = requestAnimationFrame(() => {
      this.#drawing = 0;
      this.#draw();
    });
  }

  /** Shows in the footer how far the sweep is. */
  #mark() {
    const sweep = this.#sweep;
    if (!sweep?.plan) return;
    this.opener.classList.toggle("under-way", sweep.running);
    this.opener.style.setProperty("--done", `${(100 * sweep.part).toFixed(1)}%`);
    this.opener.title = this.#stateWords();
    if (sweep.running || !sweep.finished || this.#told) return;
    this.#told = true;
    if (!this.dialog.open) this.toast(`${this.#stateWords()} “Sweep” shows them.`);
  }

  #stateWords() {
    const {running, done, jobs, failed, remaining} = this.#sweep;
    const bad = failed.size > 0 ? ` ${failed.size} could not be run: ${[...failed.values()][0]}` : "";
    const left = remaining === null ? "" : ` It takes ${duration(remaining)} more.`;
    if (running) return `${count(done)} of ${count(jobs)} jobs are done.${left}${bad}`;
    return done === jobs ? `The sweep is done: ${count(jobs)} jobs.` : `Stopped; ${count(done)} of ${count(jobs)} jobs are done.${bad}`;
  }

  #drawButtons() {
    const running = Boolean(this.#sweep?.running);
    this.startButton.disabled = !this.#wanted || Boolean(this.refusal) || running;
    this.startButton.title = running ? "Another sweep is under way. Stop it first." : "";
  }

  #draw() {
    this.#drawButtons();
    const sweep = this.#sweep;
    this.results.hidden = !sweep;
    if (!sweep || !this.dialog.open) return;
    this.heading.textContent = sweep.title;
    this.state.textContent = this.#stateWords();
    this.bar.value = sweep.part;
    this.stopButton.textContent = sweep.running ? "Stop" : "Go on";
    this.stopButton.disabled = !sweep.running && sweep.done === sweep.jobs;
    this.csvButton.disabled = sweep.done === 0;
    this.beforeButton.hidden = !this.#before;
    this.#drawMap(sweep);
  }

  /** The map is drawn anew when it has changed; what had the focus keeps it. */
  #drawMap(sweep) {
    const {measure, summary, jobs} = this;
    const drawn = [measure.value, summary.value, jobs.open, document.documentElement.dataset.theme, sweep.done, sweep.failed.size].join();
    if (this.drawn?.of === sweep && this.drawn.as === drawn) return;
    this.drawn = {of: sweep, as: drawn};
    const all = () => [...this.results.querySelectorAll(".map a, #sweep-all :is(a, button)")];
    const focused = all().indexOf(document.activeElement);
    const {addressOf} = this;
    const opened = (job) => this.#openJob(sweep, job);
    const {table, legend} = mapOf(sweep, {measure: measure.value, summary: summary.value, addressOf, opened,
      pointed: (words) => { this.pointed.textContent = words; }});
    this.map.replaceChildren(table, legend);
    jobs.querySelector("table")?.remove();
    if (jobs.open) jobs.append(jobsTable(sweep, {addressOf, opened, copied: (link) => this.#copyLink(link)}));
    if (focused >= 0) all()[focused]?.focus({preventScroll: true});
    this.#drawIndividuals(sweep, opened);
  }

  /** The networks of the seeds beside each other, as far as they are trained. */
  async #drawIndividuals(sweep, opened) {
    const trained = sweep.onlySeeds ? sweep.trained : [];
    const of = this.drawn;
    const map = trained.length > 1 ? await sweep.ask({type: "map", individuals: trained.map(({states}) => ({states}))}).catch(() => null) : null;
    if (of !== this.drawn) return;  // there is more by now
    this.beside.replaceChildren(...trained.length > 1 ? [individualsPart(trained, map, opened)] : []);
  }

  async #openJob(sweep, job) {
    try {
      const json = await sweep.ask({type: "experiment", job});
      this.dialog.close();
      await this.openExperiment(json);
      const {fingerprint, iterations} = sweep.results[job] ?? {};
      const came = fingerprint ? ` After ${count(iterations)} iterations its fingerprint is ${fingerprint}.` : "";
      this.toast(`Job ${job + 1} of the sweep is open. Undo brings back what was open before.${came}`);
    } catch ({message}) {
      this.toast(message);
    }
  }

  async #copyLink(link) {
    const copied = await this.copy(this.addressOf(link));
    this.pointed.textContent = copied ? "The link is copied." : "This browser does not let the page copy. Copy the address of “Open”.";
    return copied;
  }

  async #saveTable() {
    try {
      this.save("nn4n-sweep.csv", "text/csv", await this.#sweep.table());
    } catch ({message}) {
      this.state.textContent = message;
    }
  }

  async #saveRecipe(sweep, told) {
    try {
      const list = await sweep.ask({type: "list", file: specFile});
      this.save("nn4n-sweep.zip", "application/zip", recipeOf(sweep.spec, list, sweep.results));
    } catch ({message}) {
      told.textContent = message;
    }
  }
}
