// Lessons in the page: opens one from a key, a link, a file or the page itself, keeps what was done in this browser, and
// leads to the list of lessons, to the builder and to the teacher's page. Loaded when the first of them is asked for.
//
//   lesson=KEY          a lesson of the playground
//   lesson=~PACKED      a lesson in a link
//   lessons             the list
//   build               the builder; build=KEY or build=~PACKED with this lesson
//   class               the teacher's page; done=PACKED with this completion
import {chooseLanguage, currentLanguage, NOT_LOADED, onLanguage} from "../language.js";
import {isOneFile} from "../parts.js";
import {lessons} from "./catalogue.js";
import {button, dialog, element} from "./elements.js";
import {lessonFromText, readLesson, unpackLesson} from "./format.js";
import {Player} from "./player.js";
import {shipped} from "./shipped.js";
import {fromMarkdown} from "./text.js";
import {loadWords, t} from "./words.js";

const STYLE = new URL("./lesson.css", import.meta.url);
const MOST_POINTS = 30;  // of a curve that is handed in
const REPLAYED = 2000;  // a run of at most so many iterations is handed in as what repeats it, a longer one as its weights

/** Not more points of a curve than are handed in, evenly spread. */
function thinned(curve) {
  const every = Math.ceil(curve.length / MOST_POINTS) || 1;
  return curve.filter((_, k) => k % every === 0).map(([iteration, accuracy]) => [iteration, Number(accuracy.toFixed(3))]);
}

const styled = () => new Promise((done) => {
  if (isOneFile) return done();  // it has all styles from the start
  const link = element("link", {rel: "stylesheet", href: STYLE.href, onload: done, onerror: done});
  return document.head.append(link);
});

const storeKey = (key) => `nn4n.lesson.${key}`;
function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(storeKey(key)) ?? "null");
  } catch {
    return null;  // refused, or not what was written
  }
}
function store(key, progress) {
  try {
    localStorage.setItem(storeKey(key), JSON.stringify(progress));
  } catch {
    // then the lesson begins anew after a reload
  }
}

export class Lessons {
  #ready = null;
  #scorm = null;

  /**
   * @param {object} page {state, summary, command, ask, locate, plots, copy, toast, address, hold, module, saveFile}
   */
  constructor(page) {
    this.page = page;
    this.player = null;
    this.source = null;  // how the lesson was opened: {key} or {lesson}
  }

  get state() {
    return this.player?.state ?? null;
  }

  #prepare() {
    this.#ready ??= Promise.all([styled(), loadWords()]).then(() => onLanguage(() => this.#languageChanged()));
    return this.#ready;
  }

  /** Opens what a fragment names; a refusal is a LessonError. */
  async open(text) {
    await this.#prepare();
    const [, what, rest = ""] = text.match(/^(lessons?|build|class|done)(?:=(.*))?$/s) ?? [];
    if (what === "lessons") return this.list();
    if (what === "class") return this.classPage("");
    if (what === "done") return this.classPage(text);
    if (what === "build") return this.edit(rest === "" ? null : await this.#named(rest));
    return this.play(await this.#named(rest), rest.startsWith("~") ? null : rest);
  }

  async #named(text) {
    return text.startsWith("~") ? unpackLesson(text.slice(1)) : shipped(text);
  }

  /** A lesson that stands in the page as data (one file, a package), or in a file. */
  async openData(value) {
    await this.#prepare();
    return this.play(typeof value === "string" ? lessonFromText(value) : readLesson(value), null);
  }

  async play(lesson, key = null, {progress} = {}) {
    await this.#prepare();
    this.player?.end();
    const {Scorm} = await this.#package();
    this.#scorm ??= Scorm.find();
    const kept = progress ?? (this.#scorm ? this.#scorm.progress() : stored(lesson.key));
    this.page.hold(true);
    this.source = {key, lesson};
    const player = new Player(this.#host(), lesson, {
      progress: kept,
      save: (now) => {
        if (this.#scorm) this.#scorm.save(now, this.state);
        else store(lesson.key, now);
        this.#tell(now);
      },
      finished: (completion) => this.#scorm?.finished(completion, this.state),
      changeLanguage: (language) => chooseLanguage(language).catch(() => {
        this.page.toast(NOT_LOADED);
        this.player?.draw();
      }),
    });
    this.player = player;
    await player.begin();
    this.page.entitle?.(lesson.title);
    return undefined;
  }

  async #package() {
    // Only a frame or a window that somebody opened can belong to a learning platform.
    if (window.parent === window && !window.opener) return {Scorm: {find: () => null}};
    return import("./scorm.js");
  }

  /** The page around a frame hears how far the lesson is: {type: "result", lesson, step, steps, done, link}. */
  #tell() {
    if (window.parent === window || !this.player) return;
    const {key, step, steps, checks, completion} = this.state;
    window.parent.postMessage({type: "result", lesson: key, step, steps, passed: checks.filter(({passed}) => passed).length, checks: checks.length,
      done: completion !== null, link: completion ? this.page.address(completion) : null}, "*");
  }

  /** The same step in the language that the page has now. */
  async #languageChanged() {
    await loadWords();
    if (!this.player) return;
    const {key, lesson} = this.source;
    const next = key ? await shipped(key) : lesson;
    const {progress} = this.player;
    this.player.end();
    this.source = {key, lesson: next};
    const {save, finished, changeLanguage} = this.player;
    this.player = new Player(this.#host(), next, {progress, save, finished, changeLanguage});
    await this.player.begin({open: false});
  }

  #host() {
    const {page} = this;
    return {
      ...page,
      work: () => this.#work(),
      leave: () => this.leave(),
      lessons: () => this.list(),
      edit: (lesson) => this.edit(lesson),
      print: (player) => import("./print.js").then(({print}) => print(player, page)),
    };
  }

  /** The network as it is now, as it is handed in. Link and state come in one answer: training may go on between two. */
  async #work() {
    const share = (what) => this.page.ask({type: "share", what, view: ""});
    let shared = await share("setup");
    const repeatable = !/[&#?]weights=/.test(this.player.begun) && shared.state.iteration <= REPLAYED;
    if (shared.state.iteration > 0 || !repeatable) shared = await share(repeatable ? "run" : "trained");
    const {link, state: {iteration, accuracy, fingerprint, curve}} = shared;
    const [{value: measured}] = await this.page.ask({type: "check", predicates: ["accuracy >= 0"]});  // also of an untrained network
    return {link, iteration, accuracy: accuracy ?? measured, fingerprint, curve: thinned(curve), seed: Number(/(?:^|&)seed=(\d+)/.exec(link)?.[1] ?? 1)};
  }

  /** Out of the lesson, with the experiment as it is. */
  leave() {
    this.player?.end();
    this.player = null;
    this.page.hold(false);
  }

  async list() {
    await this.#prepare();
    const items = lessons.map(({key, minutes, titles}, k) => element("li", {}, [
      button("", () => {
        shown.close();
        this.open(`lesson=${key}`).catch(({message}) => this.page.toast(message));
      }, {key: `lesson.${key}`, className: "lesson-row"}),
      button(t("sheet"), () => this.#sheet(key), {key: `sheet.${key}`}),
    ])).map((item, k) => {
      const {titles, minutes, key} = lessons[k];
      const done = stored(key)?.completion;
      item.firstChild.append(element("b", {textContent: `${k + 1}. ${titles[currentLanguage()] ?? titles.en}`}),
        element("span", {textContent: done ? t("list.done") : t("list.minutes", {count: minutes})}));
      return item;
    });
    const actions = element("p", {className: "lesson-actions"}, [
      button(t("list.build"), () => { shown.close(); this.edit(null); }, {key: "build"}),
      button(t("list.class"), () => { shown.close(); this.classPage(""); }, {key: "class"}),
    ]);
    const shown = dialog(t("list.title"), [element("p", {textContent: t("list.about")}), element("ol", {className: "lesson-list"}, items), actions], {closeWords: t("close")});
  }

  /** What a teacher wants to know of a lesson. */
  async #sheet(key) {
    const {title, teacher, math} = await shipped(key);
    const parts = Object.entries(teacher).filter(([, list]) => list.length > 0).flatMap(([part, list]) => [element("h3", {textContent: t(`sheet.${part}`)}),
      element("ul", {}, list.map((one) => element("li", {}, [fromMarkdown(one, math)])))]);
    dialog(title, parts, {closeWords: t("close")});
  }

  async edit(lesson) {
    await this.#prepare();
    const {Builder} = await import("./builder.js");
    this.player?.end();
    this.player = null;
    this.builder?.end();
    this.builder = new Builder(this.#host(), lesson, {
      tryIt: (made) => this.play(made, null, {progress: {}}),
      ended: () => this.page.hold(false),
    });
    this.page.hold(true);
    this.builder.begin();
  }

  async classPage(text) {
    await this.#prepare();
    const {ClassPage} = await import("./class-page.js");
    new ClassPage(this.#host()).begin(text);
  }
}
