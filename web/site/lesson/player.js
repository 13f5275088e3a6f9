// A lesson in the column at the left: its steps, questions and checks, and what the student has done so far.
//
// The player owns the lesson and the answers, nothing of the experiment. It sees the page as a script does (its state and
// commands) and asks the worker which checks hold. A check that has held once stays done, also when the network changes
// later on, and an answer is kept until it is changed.
import {currentLanguage, knownLanguages, nameOfLanguage} from "../language.js";
import {completionOf} from "./completion.js";
import {button, element, fill, sheetTabs} from "./elements.js";
import {fromMarkdown} from "./text.js";
import {number, percent, t} from "./words.js";

const LOOK_MS = 300;  // between two looks at the page
const SHORTEST_SENTENCE = 10;

/** Why a check fails, in the language of the page. The sentence of the engine stands where there is no other. */
export function missingSentence({missing, comparison, value}) {
  if (!comparison || currentLanguage() === "en") return missing;
  const key = `quantity.${comparison.quantity}`;
  const label = t(key) === key ? comparison.quantity : t(key);
  const said = (one) => typeof one !== "number" ? `“${one}”` : comparison.share ? percent(one) : number(one);
  const quantity = comparison.with ? t("missing.with", {quantity: label, acts: comparison.with}) : label;
  const found = value === null ? "" : said(value);
  return t(found ? `missing.${comparison.relation}` : "missing.word", {quantity, value: found, wanted: said(comparison.wanted)});
}

export class Player {
  #looking = 0;
  #looked = "";
  #asking = false;
  #gone = false;
  #leaving = () => this.#keep();

  /**
   * @param {object} host what the page lets a lesson do: {state, command, ask, locate, keep, leave, print, classPage, builder}
   * @param {object} lesson as format.js reads it
   * @param {object} how {progress, others: {language: lesson}, save, finished}
   */
  constructor(host, lesson, {progress = null, save = () => {}, finished = () => {}, changeLanguage, titleOf = () => ""}) {
    Object.assign(this, {host, lesson, save, finished, changeLanguage, titleOf});
    this.column = element("aside", {id: "lesson", translate: false, ariaLabel: t("lesson")});
    this.ring = element("div", {className: "lesson-ring", hidden: true});
    this.at = 0;
    this.answers = lesson.steps.map(() => []);
    this.passed = lesson.steps.map((step) => step.checks.map(() => null));  // what was said when each passed
    this.work = lesson.steps.map(() => null);  // {link, iteration, accuracy, fingerprint, …} when the step was done
    this.results = [];
    this.completion = null;
    this.name = "";
    if (progress) this.#takeUp(progress);
  }

  #takeUp({at, answers, passed, work, name, completion, network}) {
    const fits = (list, like) => Array.isArray(list) && list.length === like.length;
    if (fits(answers, this.answers)) this.answers = answers.map((one) => Array.isArray(one) ? one.slice(0, 5) : []);
    if (fits(passed, this.passed)) this.passed = this.passed.map((list, k) => list.map((one, i) => typeof passed[k]?.[i] === "string" ? passed[k][i] : null));
    if (fits(work, this.work)) this.work = work.map((one) => one && typeof one.link === "string" ? one : null);
    if (typeof network === "string") this.network = network;
    if (Number.isInteger(at) && at >= 0 && at < this.lesson.steps.length) this.at = at;
    if (typeof name === "string") this.name = name.slice(0, 80);
    if (typeof completion === "string") this.completion = completion;
  }

  /** The experiment that the present step began with. */
  get begun() {
    return this.lesson.steps.slice(0, this.at + 1).findLast((step) => step.open !== undefined)?.open ?? this.lesson.open;
  }

  get step() {
    return this.lesson.steps[this.at];
  }

  get progress() {
    const {at, answers, passed, work, name, completion} = this;
    return {at, answers, passed, work, name, completion, network: this.host.summary().link};
  }

  /** state().lesson */
  get state() {
    const checks = this.lesson.steps.flatMap((step, k) => step.checks.map(({predicate}, i) => ({text: predicate, passed: this.passed[k][i] !== null})));
    return {key: this.lesson.key, step: this.at + 1, steps: this.lesson.steps.length, checks, completion: this.completion};
  }

  async begin({open = true} = {}) {
    document.body.dataset.lesson = "shown";
    this.tabs = sheetTabs(t("sheet.lesson"), t("sheet.playground"));
    document.querySelector("main").before(this.tabs, this.column);
    document.body.append(this.ring);
    this.draw();
    if (open && !(this.network && await this.host.resume(this.network))) await this.#openStep();
    this.#keepPage();
    addEventListener("pagehide", this.#leaving);
    this.#looking = setInterval(() => this.#look(), LOOK_MS);
  }

  end() {
    this.#gone = true;
    clearInterval(this.#looking);
    removeEventListener("pagehide", this.#leaving);
    this.column.remove();
    this.tabs.remove();
    this.ring.remove();
    delete document.body.dataset.lesson;
    delete document.body.dataset.sheet;
    this.host.command("keep_to_lesson", {}).catch(() => {});
  }

  // The page --------------------------------------------------------------------------------------------------------

  /** Opens the experiment that the present step began with. */
  async #openStep() {
    const open = this.begun;
    await this.host.command("keep_to_lesson", {}).catch(() => {});
    if (open) await this.host.command("open", open).catch(({message}) => this.#say(message));
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) this.host.command("play_trial").catch(() => {});
  }

  #keepPage() {
    const show = this.step.show ?? this.lesson.show;
    const lock = this.step.lock ?? this.lesson.lock;
    this.host.command("keep_to_lesson", {show, lock}).catch(({message}) => this.#say(message));
  }

  async go(to) {
    if (to < 0 || to >= this.lesson.steps.length || to === this.at) return;
    const forward = to > this.at;
    this.at = to;
    this.results = [];
    this.#looked = "";
    this.draw();
    this.column.scrollTop = 0;
    this.#keep();
    if (forward && this.step.open !== undefined && !this.work[to]) await this.#openStep();
    this.#keepPage();
  }

  /** The experiment of this step as the lesson has it. The answers stay. */
  async reset() {
    await this.host.command("keep_to_lesson", {}).catch(() => {});
    await this.host.command("open", this.begun || "v=0").catch(({message}) => this.#say(message));
    this.#keepPage();
    this.#looked = "";
    this.#say(t("reset.done"));
  }

  #keep() {
    this.save(this.progress);
  }

  // Checks ----------------------------------------------------------------------------------------------------------

  #predicted(k = this.at) {
    return this.lesson.steps[k].questions.every(({kind}, i) => kind !== "prediction" || this.answers[k][i] !== undefined);
  }

  async #look() {
    this.#placeRing();
    if (this.#asking || this.#gone) return;
    const {iteration, status, link, fingerprint, problems} = this.host.summary();
    const now = [this.at, iteration, status, link, fingerprint, this.#predicted(), problems?.length].join("|");
    if (now === this.#looked) return;
    const {at} = this;
    const predicates = this.step.checks.map(({predicate}) => predicate);
    if (predicates.length === 0) return;
    this.#asking = true;
    try {
      const results = await this.host.ask({type: "check", predicates});
      if (at === this.at && !this.#gone) {
        this.#looked = now;
        this.#take(results, {iteration, problems});
      }
    } catch {
      // the engine has stopped, which the page says
    } finally {
      this.#asking = false;
    }
  }

  #take(results, {iteration, problems}) {
    this.results = problems?.length > 0 ? results.map((one) => ({...one, passed: false, missing: t("check.problem"), comparison: null})) : results;
    if (this.#predicted()) {
      this.results.forEach(({passed}, i) => {
        if (passed && this.passed[this.at][i] === null) this.passed[this.at][i] = String(iteration);
      });
    }
    this.#drawChecks();
    this.#afterwards();
  }

  #questionDone(k, i) {
    const asked = this.lesson.steps[k].questions[i];
    const answer = this.answers[k][i];
    if (answer === undefined || answer === null) return false;
    if (asked.kind === "choice") return answer === asked.answer;
    if (asked.kind === "number") return Math.abs(answer - asked.answer) <= asked.tolerance + 1e-12;
    if (asked.kind === "sentence") return String(answer).trim().length >= SHORTEST_SENTENCE;
    return true;
  }

  stepDone(k) {
    return this.passed[k].every((one) => one !== null) && this.lesson.steps[k].questions.every((_, i) => this.#questionDone(k, i));
  }

  /** What follows from an answer or a check: the work of a step is kept once, and at the end the completion is made. */
  async #afterwards() {
    this.#keep();
    this.#drawEnd();
    const {at} = this;
    const checked = this.lesson.steps[at].checks.length > 0;
    if (checked && this.passed[at].every((one) => one !== null) && !this.work[at]) {
      this.work[at] = {link: "", pending: true};
      this.work[at] = await this.host.work().catch(() => null);
      this.#keep();
    }
    const all = this.lesson.steps.every((_, k) => this.stepDone(k));
    const settled = this.work.every((one) => !one?.pending);
    if (all && settled && !this.#gone) {
      this.completion = await completionOf(this.lesson, this);
      this.#keep();
      this.finished(this.completion);
    }
    this.#drawEnd();
  }

  answer(i, value) {
    this.answers[this.at][i] = value;
    this.completion = null;
    this.#looked = "";
    this.draw();
    this.#afterwards();
  }

  // The column ------------------------------------------------------------------------------------------------------

  #say(words) {
    this.said.textContent = words;
  }

  draw() {
    const {lesson, step} = this;
    const focused = document.activeElement?.dataset?.key;
    const bars = lesson.steps.map((_, k) => element("i", {className: this.stepDone(k) ? "done" : k === this.at ? "now" : ""}));
    const languages = knownLanguages().map((one) => element("option", {value: one, textContent: nameOfLanguage(one), selected: one === currentLanguage(), lang: one}));
    const choose = element("select", {ariaLabel: t("language"), onchange: ({target}) => this.changeLanguage(target.value)}, languages);
    this.said = element("p", {className: "lesson-said", role: "status"});
    this.checks = element("div", {className: "lesson-cards"});
    this.ending = element("div", {className: "lesson-end"});
    const text = element("div", {className: "lesson-text"}, [fromMarkdown(step.text, lesson.math)]);
    const first = this.at === 0 && lesson.aims.length > 0
      ? [element("p", {className: "lesson-aims"}, [t("aims", {minutes: lesson.minutes})]), element("ul", {className: "lesson-aims"}, lesson.aims.map((one) => element("li", {}, [fromMarkdown(one, lesson.math)])))] : [];
    fill(this.column, [
      element("div", {className: "lesson-head"}, [
        element("span", {textContent: t("step.of", {step: this.at + 1, steps: lesson.steps.length})}),
        element("span", {className: "lesson-bars", ariaHidden: "true"}, bars), choose,
      ]),
      element("p", {className: "lesson-name", textContent: lesson.title}),
      element("h2", {textContent: step.title, tabIndex: -1}),
      ...first, text,
      ...step.questions.map((asked, i) => this.#questionCard(asked, i)),
      ...step.run ? [element("p", {className: "lesson-run"}, [button(t("run.for", {count: step.run}), () => this.host.command("run", step.run).catch(({message}) => this.#say(message)), {key: "run"})])] : [],
      this.checks,
      ...step.hints.map((hint, i) => element("details", {className: "lesson-hint"}, [element("summary", {textContent: t("hint", {n: i + 1})}), fromMarkdown(hint, lesson.math)])),
      this.said, this.ending,
      element("div", {className: "lesson-move"}, [
        button(t("back"), () => this.go(this.at - 1), {key: "back", disabled: this.at === 0}),
        this.at + 1 < lesson.steps.length ? button(t("next"), () => this.go(this.at + 1), {key: "next", className: "primary"})
          : button(t("lessons"), () => this.host.lessons(), {key: "next"}),
      ]),
      element("div", {className: "lesson-always"}, [
        button(t("reset"), () => this.reset(), {key: "reset"}),
        button(t("full"), () => this.host.leave(), {key: "full"}),
        button(t("print"), () => this.host.print(this), {key: "print"}),
        button(t("edit"), () => this.host.edit(this.lesson), {key: "edit"}),
      ]),
    ]);
    this.#drawChecks();
    this.#drawEnd();
    if (focused) this.column.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({preventScroll: true});
  }

  #questionCard(asked, i) {
    const answer = this.answers[this.at][i];
    const given = answer !== undefined && answer !== null;
    const done = this.#questionDone(this.at, i);
    const right = asked.kind === "choice" || asked.kind === "number";
    const verdict = !given ? "" : asked.kind === "prediction" ? t("prediction.kept") : right ? t(done ? "right" : "wrong") : done ? t("sentence.kept") : t("sentence.short");
    const words = element("div", {className: "lesson-asked"}, [fromMarkdown(asked.words, this.lesson.math)]);
    const explain = done && asked.explain ? [element("div", {className: "lesson-explain"}, [fromMarkdown(asked.explain, this.lesson.math)])] : [];
    const state = done ? "done" : given && right ? "wrong" : "";
    return element("section", {className: `lesson-card ${state}`, ariaLabel: t(`kind.${asked.kind}`)}, [
      this.#mark(done, "?"),
      element("div", {}, [words, this.#field(asked, i, answer), element("p", {className: "lesson-verdict", textContent: verdict}), ...explain]),
    ]);
  }

  #field(asked, i, answer) {
    if (asked.options) {
      const locked = asked.kind === "prediction" && answer !== undefined && this.passed[this.at].some((one) => one !== null);
      return element("div", {className: "lesson-options", role: "group"}, asked.options.map((option, k) => {
        const one = button("", () => this.answer(i, k), {key: `q${i}.${k}`, disabled: locked, ariaPressed: String(answer === k), className: answer === k ? "primary" : ""});
        one.append(fromMarkdown(option, this.lesson.math));
        return one;
      }));
    }
    const input = asked.kind === "number"
      ? element("input", {type: "text", inputMode: "decimal", value: answer === undefined ? "" : String(answer), ariaLabel: asked.words, size: 8})
      : element("textarea", {rows: 3, maxLength: 600, value: answer ?? "", ariaLabel: asked.words});
    input.dataset.key = `q${i}`;
    const take = () => {
      const value = asked.kind === "number" ? Number.parseFloat(input.value.trim().replace("−", "-").replace(",", ".")) : input.value;
      if (asked.kind === "number" && !Number.isFinite(value)) return this.#say(t("number.needed"));
      if (value !== answer) this.answer(i, value);
      return undefined;
    };
    const form = element("form", {className: "lesson-field"}, [input, ...asked.unit ? [element("span", {textContent: asked.unit})] : [],
      element("button", {textContent: t("answer"), type: "submit"})]);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      take();
    });
    return form;
  }

  #mark(done, sign) {
    return element("span", {className: `lesson-mark ${done ? "done" : ""}`, ariaHidden: "true", textContent: done ? "✓" : sign});
  }

  #drawChecks() {
    const wanting = !this.#predicted();
    fill(this.checks, this.step.checks.map(({words}, i) => {
      const passed = this.passed[this.at][i];
      const result = this.results[i];
      const why = passed !== null ? t(passed === "0" ? "check.done0" : "check.done", {iteration: Number(passed)}) : wanting ? t("check.predict") : result?.pending ? t("check.pending") : result ? missingSentence(result) : "";
      return element("section", {className: `lesson-card check ${passed !== null ? "done" : ""}`}, [
        this.#mark(passed !== null, String(i + 1)),
        element("div", {}, [element("b", {}, [fromMarkdown(words, this.lesson.math)]), element("p", {textContent: why})]),
      ]);
    }));
  }

  #drawEnd() {
    const left = this.lesson.steps.map((_, k) => k).filter((k) => !this.stepDone(k));
    if (left.length > 0 || !this.completion) {
      const words = left.length === 0 ? t("completion.making") : t("completion.left", {steps: left.map((k) => k + 1).join(", "), count: left.length});
      return fill(this.ending, [element("p", {}, [element("span", {textContent: t("completion")}), element("span", {textContent: words})])]);
    }
    const name = element("input", {type: "text", maxLength: 80, value: this.name, placeholder: t("name.optional"), ariaLabel: t("name.optional"), onchange: async ({target}) => {
      this.name = target.value;
      await this.#afterwards();
    }});
    const address = this.host.address(this.completion);
    return fill(this.ending, [
      element("p", {className: "lesson-finished", textContent: t("completion.done")}),
      name,
      element("textarea", {id: "completion-link", rows: 3, readOnly: true, value: address, ariaLabel: t("completion")}),
      element("p", {textContent: t("completion.length", {count: address.length})}),
      button(t("completion.copy"), async () => this.#say(t(await this.host.copy(address) ? "copied" : "copy.refused")), {key: "copy", className: "primary"}),
    ]);
  }

  #placeRing() {
    const {point} = this.step;
    const html = point && /^[a-z-]+$/.test(point) ? document.getElementById(point)?.getBoundingClientRect() : null;
    const tab = point?.startsWith("panel.") ? `tab.${point.slice(6)}` : null;  // where a panel is not shown at once
    const place = html && html.width > 0 ? html : (point && this.host.locate(point)) ?? (tab && this.host.locate(tab));
    const there = place && document.querySelector("main").offsetHeight > 0;
    this.ring.hidden = !there;
    if (!there) return;
    Object.assign(this.ring.style, {left: `${place.x - 4}px`, top: `${place.y - 4}px`, width: `${place.width + 8}px`, height: `${place.height + 8}px`});
  }
}
