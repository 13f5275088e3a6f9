// The teacher's page: completion links, one or many, as a table and as plots over the class. Every check is evaluated again by
// a Worker of its own, with the networks that the links hold.
import {startWorker} from "../parts.js";
import {readCompletion} from "./completion.js";
import {button, dialog, element, fill} from "./elements.js";
import {lessonFromText, unpackLesson} from "./format.js";
import {shipped} from "./shipped.js";
import {number, percent, t} from "./words.js";

const MOST_LINKS = 500;
const LONGEST_TEXT = 8 * 1024 * 1024;
const SVG = "http://www.w3.org/2000/svg";

function svg(name, attributes, children = []) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** All completion links in a text, such as a table of a learning platform. One that stands there twice counts once. */
export function linksIn(text) {
  const found = text.slice(0, LONGEST_TEXT).matchAll(/done=([\w-]{8,})/g);
  return [...new Set([...found].map(([whole]) => whole))].slice(0, MOST_LINKS);
}

/** Axes from 0 to 100 % and whatever is drawn between them. */
function plot(caption, most, words, children) {
  const at = (x, y, text, anchor) => svg("text", {x, y, "text-anchor": anchor}, [text]);
  const picture = svg("svg", {viewBox: "0 0 340 190", role: "img", "aria-label": caption}, [
    svg("path", {class: "axis", d: "M34 10V160H330"}), at(28, 14, "100", "end"), at(28, 164, "0", "end"), at(34, 176, "0", "middle"), at(330, 176, number(most), "end"), at(182, 188, words, "middle"),
    ...children]);
  return element("figure", {}, [element("figcaption", {textContent: caption}), picture]);
}

export class ClassPage {
  constructor(host) {
    this.host = host;
    this.lessons = new Map();
    this.rows = [];
    this.waiting = new Map();
    this.asked = 0;
  }

  begin(text) {
    this.text = element("textarea", {id: "class-links", rows: 4, value: text, ariaLabel: t("class.links")});
    this.said = element("p", {id: "class-said", role: "status"});
    this.found = element("div", {id: "class-found"});
    const file = (endings, take) => {
      const input = element("input", {type: "file", accept: endings});
      input.addEventListener("change", async () => {
        if (input.files[0]) take((await input.files[0].slice(0, LONGEST_TEXT).text()));
      });
      input.click();
    };
    this.shown = dialog(t("class.title"), [
      element("p", {textContent: t("class.about")}), this.text,
      element("p", {className: "lesson-actions"}, [
        button(t("class.read"), () => this.read(this.text.value), {key: "class.read", className: "primary"}),
        button(t("class.file"), () => file(".csv,.txt,text/*", (content) => this.read(content)), {key: "class.file"}),
        button(t("class.lessonfile"), () => file(".json", (content) => this.#takeLesson(content)), {key: "class.lesson"}),
      ]), this.said, this.found], {closeWords: t("close")});
    this.shown.addEventListener("close", () => this.worker?.terminate());
    if (text) this.read(text);
  }

  #takeLesson(content) {
    try {
      const lesson = lessonFromText(content);
      this.lessons.set(lesson.key, lesson);
      this.read(this.text.value);
    } catch ({message}) {
      this.said.textContent = message;
    }
  }

  async #lessonOf(key) {
    if (!this.lessons.has(key)) this.lessons.set(key, await shipped(key).catch(() => null));
    return this.lessons.get(key);
  }

  /** Lessons whose links stand in the text, too, need no file. */
  #learnLessons(text) {
    for (const [, packed] of [...text.slice(0, LONGEST_TEXT).matchAll(/lesson=~([\w-]+)/g)].slice(0, 10)) {
      try {
        const lesson = unpackLesson(packed);
        this.lessons.set(lesson.key, lesson);
      } catch {
        // the table says of which completion the lesson is not known
      }
    }
  }

  /** Reads every completion link of a text, and shows the class. */
  async read(text) {
    const links = linksIn(text);
    this.#learnLessons(text);
    const failures = [];
    this.rows = [];
    for (const fragment of links) {
      try {
        const done = readCompletion(fragment);
        this.rows.push({done, fragment, lesson: await this.#lessonOf(done.lesson), results: null, same: null});
      } catch ({message}) {
        failures.push(message);
      }
    }
    const words = [links.length === 0 ? t("class.none") : t("class.found", {count: this.rows.length})];
    if (failures.length > 0) words.push(t("class.bad", {count: failures.length}), failures[0]);
    this.said.textContent = words.join(" ");
    this.#draw();
    await this.#evaluate();
  }

  // Evaluation ------------------------------------------------------------------------------------------------------

  #start() {
    if (this.worker) return;
    this.worker = startWorker(new URL("./check-worker.js", import.meta.url), "nn4n-checks");
    this.worker.onmessage = ({data}) => {
      if (data.type === "checked") this.waiting.get(data.number)?.(data);
      else for (const done of this.waiting.values()) done({failure: data.message});
    };
    this.worker.onerror = (event) => {
      event.preventDefault();
      for (const done of this.waiting.values()) done({failure: event.message || "?"});
    };
    Promise.resolve(this.host.module()).then((module) => this.worker.postMessage({type: "module", module}));
  }

  #ask(question) {
    this.#start();
    return new Promise((resolve) => {
      const asked = ++this.asked;
      this.waiting.set(asked, (answer) => {
        this.waiting.delete(asked);
        resolve(answer);
      });
      this.worker.postMessage({type: "check", number: asked, ...question});
    });
  }

  async #evaluate() {
    const {rows} = this;
    for (const row of rows) {
      if (rows !== this.rows || !this.shown.open) return;
      if (!row.lesson) continue;
      const results = [];
      for (const [k, step] of row.lesson.steps.entries()) {
        const predicates = step.checks.map(({predicate}) => predicate);
        if (predicates.length === 0) continue;
        const work = row.done.steps[k];
        const answer = work ? await this.#ask({link: work.link, iteration: work.iteration, predicates}) : {failure: t("class.noanswer")};
        results.push(...predicates.map((text, i) => answer.results?.[i] ?? {text, passed: false, missing: answer.failure}));
        const replayed = work && !/weights=/.test(work.link) && work.fingerprint && answer.fingerprint;
        if (replayed) row.same = (row.same ?? true) && answer.fingerprint === work.fingerprint;
      }
      row.results = results;
      this.#draw();
    }
  }

  // What is shown ---------------------------------------------------------------------------------------------------

  #checksOf({lesson, results, same}) {
    if (!lesson) return t("class.unknown");
    if (!results) return t("class.checking");
    const words = t("class.of", {passed: results.filter(({passed}) => passed).length, all: results.length});
    return same === null ? words : `${words} ${t(same ? "class.replayed" : "class.other")}`;
  }

  #draw() {
    if (this.rows.length === 0) return fill(this.found, []);
    const head = ["name", "lesson", "accuracy", "iteration", "seed", "checks", "open"].map((key) => element("th", {textContent: t(`class.${key}`), scope: "col"}));
    const body = this.rows.map((row, n) => {
      const last = row.done.steps.findLast(Boolean);
      const failed = row.results?.filter(({passed}) => !passed).map(({text, missing}) => `${text}: ${missing}`).join("\n") ?? "";
      return element("tr", {}, [
        row.done.name || t("class.nameless", {n: n + 1}), row.lesson?.title ?? row.done.title, Number.isFinite(last?.accuracy) ? percent(last.accuracy) : "–", last ? number(last.iteration, 6) : "–", last?.seed ?? "–",
      ].map((words) => element("td", {textContent: String(words)})).concat([
        element("td", {textContent: this.#checksOf(row), title: failed}),
        element("td", {}, row.done.link ? [button(t("class.openit"), () => {
          this.shown.close();
          this.host.command("open", row.done.link).catch(({message}) => this.host.toast(message));
        })] : []),
      ]));
    });
    return fill(this.found, [element("table", {className: "lesson-table"}, [element("thead", {}, [element("tr", {}, head)]), element("tbody", {}, body)]),
      element("div", {className: "lesson-plots"}, [this.#curves(), this.#distribution()]), ...this.#answers()]);
  }

  #curves() {
    const most = Math.max(1, ...this.rows.flatMap(({done}) => done.curve.map(([x]) => x)));
    const lines = this.rows.filter(({done}) => done.curve.length > 1).map(({done}) => svg("polyline", {class: "curve", fill: "none",
      points: done.curve.map(([x, y]) => `${34 + 296 * x / most},${160 - 150 * Math.min(Math.max(y, 0), 1)}`).join(" ")}));
    return plot(t("class.curves"), most, t("class.iteration"), lines);
  }

  #distribution() {
    const values = this.rows.map(({done}) => done.steps.findLast(Boolean)?.accuracy).filter((one) => Number.isFinite(one)).sort((a, b) => a - b);
    const bins = Array(20).fill(0);
    for (const value of values) ++bins[Math.min(19, Math.max(0, Math.floor(value * 20)))];
    const highest = Math.max(1, ...bins);
    const bars = bins.map((count, k) => svg("rect", {class: "bar", x: 35 + 14.8 * k, width: 13, y: 160 - 140 * count / highest, height: 140 * count / highest}));
    const made = plot(t("class.distribution"), 100, t("class.accuracy"), bars);
    for (const text of made.querySelectorAll("text")) if (text.getAttribute("y") === "14") text.textContent = number(highest);
    const seeds = new Set(this.rows.map(({done}) => done.steps.findLast(Boolean)?.seed)).size;
    if (values.length > 0) made.append(element("p", {textContent: t("class.seeds", {count: seeds, low: percent(values[0]), high: percent(values.at(-1)), median: percent(values[values.length >> 1])})}));
    return made;
  }

  /** For each question how often each answer was given; sentences one below the other. */
  #answers() {
    const byLesson = new Map();
    for (const row of this.rows.filter(({lesson}) => lesson)) byLesson.set(row.lesson.key, [...byLesson.get(row.lesson.key) ?? [], row]);
    return [...byLesson.values()].flatMap((rows) => rows[0].lesson.steps.flatMap((step, k) => step.questions.map((asked, i) => {
      const given = rows.map(({done}) => done.answers[k]?.[i] ?? null);
      const said = asked.options ? asked.options.map((option, n) => [`${option}${n === asked.answer ? " ✓" : ""}`, given.filter((one) => one === n).length])
        : [...new Set(given.filter((one) => one !== null))].map((one) => [typeof one === "number" ? number(one) : one, given.filter((other) => other === one).length]);
      const none = given.filter((one) => one === null).length;
      return element("div", {className: "lesson-answers"}, [element("b", {textContent: `${t("class.step", {step: k + 1, title: step.title})}: ${asked.words.replace(/[$*]/g, "")}`}),
        element("ul", {}, [...said, ...none > 0 ? [[t("class.noanswer"), none]] : []].map(([words, count]) => element("li", {textContent: `${words}: ${t("class.students", {count})}`})))]);
    })));
  }
}
