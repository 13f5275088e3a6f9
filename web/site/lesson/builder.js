// The builder: a teacher writes a lesson in the column at the left while the playground on the right is as students are to
// find it. Nothing here is code: text, ticks and conditions become a lesson (format.js), which is tried as a student tries it.
import {currentLanguage} from "../language.js";
import {button, element, fill, sheetTabs} from "./elements.js";
import {lessonJson, packLesson, readLesson} from "./format.js";
import {fromMarkdown} from "./text.js";
import {number, t} from "./words.js";

const DRAFT = "nn4n.draft";
const LONGEST_CODE = 1200;  // a longer link makes a code that phones do not read well
const PANELS = ["build", "curves", "film", "trial", "circuit", "weights", "behaviour", "interventions", "network", "dynamics", "initial"];

const lines = (text) => text.split("\n").map((one) => one.trim()).filter(Boolean);
const emptyStep = () => ({title: "", text: "", hints: [], questions: [], checks: []});
const emptyLesson = () => ({nn4n_lesson: 0, key: "my-lesson", title: "", minutes: 15, aims: [], language: currentLanguage(), open: "", show: [], lock: [], steps: [emptyStep()], teacher: {}});

function draft() {
  try {
    return JSON.parse(localStorage.getItem(DRAFT) ?? "null");
  } catch {
    return null;
  }
}

export class Builder {
  /** @param {object} how {tryIt(lesson), ended()} */
  constructor(host, lesson, {tryIt, ended}) {
    Object.assign(this, {host, tryIt, ended});
    const kept = lesson ? null : draft();
    this.lesson = structuredClone(lesson ?? (kept?.nn4n_lesson === 0 && Array.isArray(kept.steps) && kept.steps.length > 0 ? kept : emptyLesson()));
    delete this.lesson.math;
    this.at = 0;
  }

  begin() {
    this.column = element("aside", {id: "builder", translate: false, ariaLabel: t("build.title")});
    document.body.dataset.lesson = "shown";
    this.tabs = sheetTabs(t("build.title"), t("sheet.playground"));
    document.querySelector("main").before(this.tabs, this.column);
    try {
      this.draw();
    } catch {
      this.lesson = emptyLesson();  // what was kept is no lesson
      this.draw();
    }
  }

  end() {
    this.column?.remove();
    this.tabs?.remove();
    delete document.body.dataset.lesson;
    delete document.body.dataset.sheet;
  }

  get step() {
    return this.lesson.steps[this.at];
  }

  #keep() {
    try {
      localStorage.setItem(DRAFT, JSON.stringify(this.lesson));
    } catch {
      // then it is kept as long as the page is open
    }
  }

  #change(work) {
    work();
    this.#keep();
    this.draw();
  }

  /** A labelled field that writes what was typed to where it belongs. */
  #field(words, value, write, {rows = 0, key, type = "text"} = {}) {
    const input = rows > 0 ? element("textarea", {rows, value}) : element("input", {type, value});
    input.dataset.key = key;
    input.addEventListener("input", () => {
      write(type === "number" ? Number(input.value) : input.value);
      this.#keep();
      if (key === "text") this.#preview();
    });
    return element("label", {}, [words, input]);
  }

  #choice(words, value, options, write, key) {
    const select = element("select", {onchange: ({target}) => this.#change(() => write(target.value))},
        options.map(([one, label]) => element("option", {value: one, textContent: label, selected: one === value})));
    select.dataset.key = key;
    return element("label", {}, [words, select]);
  }

  #preview() {
    fill(this.preview, [fromMarkdown(this.step.text)]);
  }

  draw() {
    const {lesson, step} = this;
    const scroll = this.column.scrollTop;
    this.said = element("p", {className: "lesson-said", role: "status", id: "build-said"});
    this.preview = element("div", {className: "preview lesson-text"});
    this.handed = element("div", {id: "build-handed"});
    const places = ["run", "step", "reset", ...Object.keys(this.host.places())];
    const tick = (panel) => element("label", {}, [element("input", {type: "checkbox", checked: (step.show ?? []).includes(panel), onchange: ({target}) => this.#change(() => {
      const shown = new Set(step.show ?? []);
      if (target.checked) shown.add(panel);
      else shown.delete(panel);
      if (shown.size > 0) step.show = [...shown];
      else delete step.show;
    })}), panel]);
    fill(this.column, [
      element("h2", {textContent: t("build.title")}), element("p", {textContent: t("build.about")}),
      element("fieldset", {}, [element("legend", {textContent: t("build.lesson")}),
        this.#field(t("build.name"), lesson.title, (value) => { lesson.title = value; }, {key: "title"}),
        this.#field(t("build.key"), lesson.key, (value) => { lesson.key = value; }, {key: "key"}),
        this.#field(t("build.minutes"), lesson.minutes, (value) => { lesson.minutes = value; }, {key: "minutes", type: "number"}),
        this.#field(t("build.aims"), lesson.aims.join("\n"), (value) => { lesson.aims = lines(value); }, {key: "aims", rows: 2})]),
      element("p", {className: "lesson-actions"}, [
        ...lesson.steps.map((_, k) => button(t("build.step", {step: k + 1}), () => { this.at = k; this.draw(); }, {key: `step${k}`, className: k === this.at ? "primary" : ""})),
        button(t("build.add"), () => this.#change(() => { this.at = lesson.steps.push(emptyStep()) - 1; }), {key: "add-step", disabled: lesson.steps.length >= 20})]),
      element("fieldset", {}, [element("legend", {textContent: t("build.step", {step: this.at + 1})}),
        this.#field(t("build.steptitle"), step.title, (value) => { step.title = value; }, {key: "step-title"}),
        this.#field(t("build.text"), step.text, (value) => { step.text = value; }, {key: "text", rows: 6}),
        element("p", {textContent: t("build.preview")}), this.preview,
        element("p", {textContent: `${t("build.network")}: ${t(this.#hasNetwork() ? "build.taken" : "build.nottaken")}`}),
        element("p", {className: "lesson-actions"}, [button(t("build.take"), () => this.#take(), {key: "take"}),
          ...this.#hasNetwork() && this.at > 0 ? [button(t("build.drop"), () => this.#change(() => { delete step.open; }))] : []]),
        this.#choice(t("build.point"), step.point ?? "", [["", t("build.nowhere")], ...places.map((one) => [one, one])], (value) => { if (value) step.point = value; else delete step.point; }, "point"),
        element("p", {textContent: t("build.show")}), element("div", {className: "ticks"}, PANELS.map(tick)),
        this.#field(`${t("build.lock")}. ${t("build.locks")}`, (step.lock ?? []).join("\n"), (value) => { if (lines(value).length > 0) step.lock = lines(value); else delete step.lock; }, {key: "lock", rows: 2}),
        this.#field(t("build.hints"), step.hints.join("\n"), (value) => { step.hints = lines(value); }, {key: "hints", rows: 2}),
        ...lesson.steps.length > 1 ? [button(t("build.remove"), () => this.#change(() => { lesson.steps.splice(this.at, 1); this.at = Math.max(0, this.at - 1); }), {key: "remove-step"})] : []]),
      this.#questions(), this.#checks(), this.said,
      element("p", {className: "lesson-actions"}, [
        button(t("build.try"), () => this.#try(), {key: "try", className: "primary"}), button(t("build.hand"), () => this.#hand(), {key: "hand"}),
        button(t("build.end"), () => { this.end(); this.ended(); }, {key: "end"})]),
      this.handed, element("p", {textContent: t("build.saved")}),
    ]);
    this.#preview();
    this.column.scrollTop = scroll;
  }

  #hasNetwork() {
    return this.at === 0 ? this.lesson.open !== "" : this.step.open !== undefined;
  }

  /** The step begins with the network as it is now: with its weights once it was trained. */
  async #take() {
    const {iteration} = this.host.summary();
    const {link} = await this.host.ask({type: "share", what: iteration > 0 ? "trained" : "setup", view: ""});
    this.#change(() => {
      if (this.at === 0) this.lesson.open = link;
      else this.step.open = link;
    });
  }

  #questions() {
    const {step} = this;
    const one = (asked, i) => {
      const kinds = ["choice", "number", "prediction", "sentence"].map((kind) => [kind, t(`kind.${kind}`)]);
      const set = (kind) => {
        const {words} = asked;
        step.questions[i] = {kind, words, ...kind === "number" ? {answer: 0, tolerance: 0} : kind === "sentence" ? {} : {options: asked.options ?? []}, ...kind === "choice" && {answer: 0}};
      };
      const options = asked.options?.map((option, k) => asked.kind === "choice" && k === asked.answer ? `*${option}` : option).join("\n");
      const write = (value) => {
        const list = lines(value);
        asked.options = list.map((option) => option.replace(/^\*/, ""));
        if (asked.kind === "choice") asked.answer = Math.max(0, list.findIndex((option) => option.startsWith("*")));
      };
      return [this.#choice(t("build.kind"), asked.kind, kinds, set, `kind${i}`), this.#field(t("build.question"), asked.words, (value) => { asked.words = value; }, {key: `question${i}`, rows: 2}),
        ...asked.options ? [this.#field(t("build.options"), options, write, {key: `options${i}`, rows: 3})] : [],
        ...asked.kind === "number" ? [this.#field(t("build.number"), asked.answer, (value) => { asked.answer = value; }, {key: `number${i}`, type: "number"}),
          this.#field(t("build.tolerance"), asked.tolerance, (value) => { asked.tolerance = value; }, {key: `tolerance${i}`, type: "number"})] : [],
        button(t("build.remove"), () => this.#change(() => step.questions.splice(i, 1)))];
    };
    return element("fieldset", {}, [element("legend", {textContent: t("build.questions")}), ...step.questions.flatMap(one),
      button(t("build.addquestion"), () => this.#change(() => step.questions.push({kind: "prediction", words: "", options: []})), {key: "add-question", disabled: step.questions.length >= 5})]);
  }

  #checks() {
    const {step} = this;
    const one = (check, i) => [this.#field(t("build.check"), check.predicate, (value) => { check.predicate = value; }, {key: `check${i}`}),
      this.#field(t("build.checkwords"), check.words, (value) => { check.words = value; }, {key: `words${i}`}), button(t("build.remove"), () => this.#change(() => step.checks.splice(i, 1)))];
    const full = step.checks.length >= 10;
    return element("fieldset", {}, [element("legend", {textContent: t("build.checks")}), ...step.checks.flatMap(one), element("p", {className: "lesson-actions"}, [
      button(t("build.require"), () => this.#require(), {key: "require", disabled: full}),
      button(t("build.addcheck"), () => this.#change(() => step.checks.push({predicate: "", words: ""})), {key: "add-check", disabled: full})])]);
  }

  /** A check that the present state passes and a new network does not: the accuracy, rounded down, and what else is special. */
  async #require() {
    const {iteration} = this.host.summary();
    const [{value: accuracy}] = await this.host.ask({type: "check", predicates: ["accuracy >= 0"]});
    const on = this.host.state().interventions.filter((one) => one.on).length;
    if (accuracy === null && on === 0) {
      this.said.textContent = t("build.nothing");
      return;
    }
    this.#change(() => {
      if (accuracy !== null) this.step.checks.push({predicate: `accuracy >= ${Math.floor(accuracy * 20) / 20}`, words: `${t("class.accuracy")} ≥ ${number(Math.floor(accuracy * 20) * 5)} %`});
      if (iteration === 0 && on > 0) this.step.checks.push({predicate: `interventions >= ${on}`, words: `${t("class.checks")}: ${on}`});
    });
  }

  /** The lesson as it would be opened, or null; what is missing is said. */
  #whole() {
    try {
      return readLesson(JSON.parse(lessonJson(this.lesson)));
    } catch ({message}) {
      this.said.textContent = t("build.reading", {why: message});
      this.said.scrollIntoView({block: "nearest"});
      return null;
    }
  }

  #try() {
    const lesson = this.#whole();
    if (!lesson) return;
    this.end();
    this.tryIt(lesson);
  }

  async #hand() {
    const lesson = this.#whole();
    if (!lesson) return;
    const link = this.host.address(packLesson(lesson));
    const frame = `<iframe src="${link}" width="100%" height="720" allow="clipboard-write; fullscreen" loading="lazy" title="${lesson.title.replaceAll("\"", "&quot;")}"></iframe>`;
    const box = (id, words, value) => element("label", {}, [words, element("textarea", {id, rows: 3, readOnly: true, value})]);
    const code = element("div", {id: "build-code", textContent: t("build.code")});
    fill(this.handed, [box("build-link", t("build.link"), link), element("p", {textContent: t("build.length", {count: link.length}) + (link.length > 2000 ? ` ${t("build.toolong")}` : "")}), code,
      box("build-frame", t("build.frame"), frame),
      element("p", {className: "lesson-actions"}, [button(t("build.file"), () => this.host.saveFile(`${lesson.key}.json`, "application/json", lessonJson(lesson, this.host.program())), {key: "file"}),
        ...this.host.oneFile ? [button(t("build.scorm"), () => this.#package(lesson), {key: "scorm"})] : []])]);
    this.handed.scrollIntoView({block: "nearest"});
    if (link.length > LONGEST_CODE) return;
    const {code: drawn} = await import("../link-code.js");
    code.replaceChildren(drawn(link) ?? "");
  }

  async #package(lesson) {
    this.said.textContent = t("build.packaging");
    try {
      const {packageOf} = await import("./package.js");
      this.host.saveFile(`${lesson.key}.zip`, "application/zip", await packageOf(lesson, this.host.oneFile));
      this.said.textContent = "";
    } catch ({message}) {
      this.said.textContent = t("build.nopackage", {why: message});
    }
  }
}
