// The page: loads the module, connects view and engine, and offers window.playground to scripts.
//
// The view (playground module) owns the experiment and draws; the engine (worker) owns the run. Everything between them
// passes through here: what the view has for the worker after an edit, and the worker's snapshots for the view.
import {copy} from "./clipboard.js";
import {Commands} from "./commands.js";
import {Embed, embedded, isCell} from "./embed.js";
import {askForFile, Files, onDroppedFile, onPasted, saveFile} from "./file.js";
import {watchHand} from "./hand.js";
import {NOT_LOADED, onLanguage, translator, useUsualLanguage} from "./language.js";
import {offerLanguages} from "./language-choice.js";
import {Later} from "./later.js";
import {Address, fullLink, LinkGrowth} from "./link.js";
import {bytesOf, fragmentOf, isOfLessons, lessonIn, lessonInside} from "./meaning.js";
import {Offer, StatusLine, toast} from "./notices.js";
import {inside} from "./one-file.js";
import {isOneFile} from "./parts.js";
import {Presets} from "./presets.js";
import {knownSizes, Progress} from "./progress.js";
import {Search} from "./search.js";
import {Shelf} from "./shelf.js";
import {listenForShortcuts} from "./shortcuts.js";
import {Stage} from "./stage.js";
import {compile, hasWebGl2, loadView, startEngine} from "./start.js";
import {TaskStory} from "./task-story.js";
import {Toolbar} from "./toolbar.js";
import {hideTrouble, showTrouble} from "./trouble.js";

const OFFLINE_AFTER_MS = 3000;  // the page is used first, then kept for when there is no network
const KEPT_BY_MS = 5000;
const RECEIVED_BY_MS = 250;  // a snapshot is acknowledged by then even when no frame is drawn

/** What the view asks the browser to let a person choose, and the command that reads it. */
const choosers = {
  choose_mask: {command: "mask", endings: ".csv,.tsv,.txt,text/*"},
  choose_trials: {command: "trials", endings: ".csv,.npz,text/csv"},
};

/** The commands that a problem of the experiment stands in the way of. */
const runs = new Set(["run", "step", "reset"]);
const sharable = new Set(["setup", "run", "trained"]);

const element = (id) => document.getElementById(id);

/** The identity of the page's files; empty where they were not put together by the build. */
const buildOfPage = () => document.querySelector('meta[name="nn4n-build"]')?.content ?? "";

const wasReloaded = () => performance.getEntriesByType("navigation")[0]?.type === "reload";

/** Keeps the edits that can be undone while the page is reloaded. */
function keepHistory(view) {
  const key = "nn4n.history";
  try {
    view.takeHistory(sessionStorage.getItem(key) ?? "");
    addEventListener("pagehide", () => {
      try {
        sessionStorage.setItem(key, view.history());
      } catch {
        // The browser keeps no text as long as this: the edits are forgotten.
      }
    });
  } catch {
    // Some frames refuse the storage: the edits are forgotten.
  }
}

// The page once everything is there -----------------------------------------------------------------------------------

class Playground {
  #receivedTimer = 0;
  #arriving = {};  // the bytes of the run that is being taken up, and the id that it is kept under
  #perSecond = 0;
  #analysis = null;  // what is loaded when the tab "Dynamics" asks first
  #analysed = [];    // who waits for its next answer

  constructor(view, engine) {
    Object.assign(this, {view, engine});
    this.status = new StatusLine();
    this.growth = new LinkGrowth();
    this.offer = new Offer({
      command: (name) => this.#attempt(name),
      saveFile: () => this.files.save("experiment"),
      goBack: (id) => this.#attempt("shelf", {open: id}),
    });
    this.files = new Files({
      experiment: () => view.experimentFile(buildOfPage()),
      best: () => this.commands.summary().best,
      ask: (kind) => engine.ask({type: "file", kind}),
      open: (file) => this.#readFile("file", file),
      plots: (list, saved) => this.later.figureFiles().then((figures) => figures.show(list, saved), ({message}) => toast(message)),
      oneFile: (format) => this.later.saveOneFile(format),
    });
    this.address = new Address({followed: () => this.#follow(this.#meant()), document: () => view.experiment()});
    this.commands = new Commands({view, engine, flush: () => this.#flush(), share: (what) => this.#share(what),
      shelf: (what) => this.shelf.perform(what), plot: (what) => this.later.plotText(what),
      analysed: () => new Promise((done) => this.#analysed.push(done)), open: (text, otherwise) => this.#open(text, otherwise)});
    this.shelf = new Shelf({
      take: (run, bytes) => this.#take(run, bytes),
      examine: (bytes) => engine.ask({type: "examine", bytes, experiment: ""}),
      show: (view) => {
        this.view.takeViewState(view);
        this.#flush();
      },
    });
    this.toolbar = new Toolbar({
      command: (name, argument) => this.#press(name, argument),
      themeChosen: (name) => this.#useTheme(name),
    });
    this.stage = new Stage(element("canvas"), view, () => this.#drawn(), (lost) => {
      if (lost) showTrouble("context", "webglcontextlost", () => location.reload());
      else if (this.engine.alive) hideTrouble();
    });
    this.search = new Search({
      find: (text) => JSON.parse(view.search(text)),
      go: (path) => this.#attempt("go", path),
    });
    this.presets = new Presets({
      cards: () => JSON.parse(view.presetCards()),
      work: () => view.iterationWork(),
      open: (key) => this.#attempt("open", `preset:${key}`),
    });
    element("lessons-button").addEventListener("click", () => this.#openLesson("lessons"));
    element("sweep-button").addEventListener("click", () => this.later.openSweep());
    this.later = new Later({view, engine, stage: this.stage, commands: this.commands, files: this.files,
      attempt: (name, argument) => this.#attempt(name, argument), share: (what) => this.#share(what), refresh: () => this.#refresh()});
    this.story = new TaskStory(() => JSON.parse(view.taskStory()));
    engine.listener = {
      ready: () => {},
      opened: (title) => this.toolbar.entitle(title),
      received: (message, bytes) => this.#received(message, bytes),
      kept: (answer) => this.#kept(answer),
      failed: (message) => this.#engineFailed(message),
    };
    view.onCopy((text) => copy(text));
    document.addEventListener("forcedcolors", () => this.#useTheme(this.toolbar.theme));
    onDroppedFile(element("stage"), (file) => this.#readFile("file", file));
    onPasted(() => this.commands.summary().view.typing, (file) => this.#readFile("file", file));
  }

  /** Opens what the address says and shows it; nothing trains. */
  async begin() {
    this.#useTheme(this.toolbar.theme);
    this.#useLanguage();
    onLanguage(() => this.#useLanguage());
    element("about-program").textContent = this.view.program();
    await this.#openFirst();
    keepHistory(this.view);
    listenForShortcuts({
      typing: () => this.commands.summary().view.typing,
      search: () => this.search.open(),
      command: (name) => this.#attempt(name),
    });
    document.body.dataset.phase = "ready";
    element("loading").hidden = true;
    this.toolbar.enable(true);
    this.#refresh();
    this.stage.wake();
    if (embedded) this.embed = new Embed();
    if (isCell) await this.#beginCell();
    if (!embedded && !isOneFile) setTimeout(() => this.#beginOffline(), OFFLINE_AFTER_MS);
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) this.view.playOnce();
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) return;  // the last moment that phones announce
      this.engine.post({type: "keep"});
      this.shelf.keepView(this.view.viewState(), {soon: false});
    });
  }

  /** Opens the run that a tab had when it ended or, when the address says something else, that; the run stays kept. */
  async #openFirst() {
    const meant = this.#meant();
    const text = isOfLessons(fragmentOf(meant)) ? fragmentOf(meant) : meant;
    const lesson = lessonInside();
    if (lesson || isOfLessons(text)) {
      await this.#follow(lesson ? inside().open : "");
      this.before = await this.shelf.last();  // the run of a lesson that goes on after a reload
      return this.#openLesson(text, lesson);
    }
    const last = await this.shelf.last();
    const same = text === "" || text === last?.link || text === last?.experiment || (wasReloaded() && text === inside().open);
    if (last && same && await this.#goOnWith(last)) return;
    await this.#follow(text);
    if (last) this.offer.keep(last);
  }

  /** What the address says or, when it says nothing, what this page has inside. */
  #meant() {
    try {
      const {open, problem} = inside();
      if (problem) toast(problem);
      return this.address.meant() || open;
    } catch ({message}) {
      toast(message);
      return "";
    }
  }

  async #goOnWith(last) {
    await this.shelf.open(last.id).catch(({message}) => toast(message));
    const there = this.commands.summary().iteration === last.iteration;
    if (there) this.address.opened(this.view.link());
    return there;
  }

  /** Takes up a run, or begins with weights: {experiment, iteration, id, weights_only}. */
  async #take({id = "", ...run}, bytes) {
    this.#arriving = {id, bytes};
    await this.commands.edit("take_run", run);
  }

  #kept({begun, record, removed, failure}) {
    if (failure) toast(failure);
    if (begun) this.shelf.begun(begun);
    if (record) this.shelf.written(record);
    if (removed) this.shelf.removed(removed);
  }

  /** What scripts see as window.playground. */
  get surface() {
    return {
      state: () => ({...this.commands.state(), ...this.shelf.state(), lesson: this.lessons?.state ?? null}),
      command: async (name, argument) => {
        const answer = await this.commands.perform(name, argument);
        this.#refresh();
        return answer;
      },
      commands: () => this.commands.list(),
      locate: (path) => this.stage.locate(path),
      places: () => this.stage.places(),
    };
  }

  /** Opens a lesson, or what else belongs to lessons (lesson/lesson.js), which is loaded when it is first asked for. */
  async #openLesson(text, lesson = null) {
    try {
      const {Lessons} = await import("./lesson/lesson.js");
      this.lessons ??= new Lessons({
        state: () => this.commands.state(),
        summary: () => this.commands.summary(),
        command: async (name, argument) => {
          const answer = await this.commands.perform(name, argument);
          this.#refresh();
          return answer;
        },
        ask: (question) => this.engine.ask(question),
        module: () => this.engine.module,
        locate: (path) => this.stage.locate(path),
        places: () => this.stage.places(),
        plots: async () => (await this.later.figureFiles()).list(),
        address: fullLink,
        hold: (on) => this.address.hold(on),
        resume: async (link) => this.before?.link === link && this.before.iteration > 0 && this.#goOnWith(this.before),
        entitle: (title) => this.toolbar.entitle(title),
        link: () => this.view.link(),
        oneFile: async (what) => (await import("./one-file.js")).oneFile(what),
        copy, toast, saveFile, program: () => this.view.program(),
      });
      await (lesson ? this.lessons.openData(lesson) : this.lessons.open(text));
    } catch ({message}) {
      toast(message);
    }
  }

  /** Opens what the address says. */
  #follow(text) {
    if (isOfLessons(fragmentOf(text))) return this.#openLesson(fragmentOf(text));
    if (this.lessons?.player) this.lessons.leave();
    const opened = this.#attempt("open", text);
    this.address.opened(this.view.link());
    this.growth.opened(this.view.link());
    return opened;
  }

  /** A command of a button or of the address; a refusal is shown, not thrown. */
  #attempt(name, argument) {
    return this.commands.perform(name, argument).catch(({message}) => {
      const explained = runs.has(name) && this.commands.summary().problems.length > 0;  // by a message on the canvas
      if (!explained) toast(message);
    });
  }

  /** A command of a button, which shows what it did before a frame is drawn. */
  #press(name, argument) {
    this.#attempt(name, argument);
    this.#refresh();
  }

  /** Sends what the view has for the worker, and draws; the sequence number of the last message, or null. */
  #flush({asked = true} = {}) {
    let sequence = null;
    for (const message of this.view.takeMessages()) sequence = this.#post(message) ?? sequence;
    if (asked) this.stage.wake();
    else this.stage.follow();
    return sequence;
  }

  /** Sends a message of the view; to the one that takes up a run the bytes are added. */
  #post(message) {
    if (message.type === "analyse") {
      this.#analyse(message);
      return null;
    }
    if (message.type !== "take") return this.engine.post(message);
    const run = this.#arriving;
    this.#arriving = {};
    return this.engine.post({...message, ...run});
  }

  /** Has the analysis worker answer a question of the view. */
  async #analyse(question) {
    const answered = (message, bytes) => {
      this.view.receive(JSON.stringify(message), bytes);
      for (const done of this.#analysed.splice(0)) done();
      this.#flush({asked: true});
    };
    const {number} = question;
    try {
      this.#analysis ??= import("./analysis.js").then(({Analysis}) => new Analysis({
        module: this.engine.module,
        run: (moment) => this.engine.ask({type: "to_analyse", moment}),
        answered,
      }));
      (await this.#analysis).ask(question);
    } catch {
      this.#analysis = null;
      answered({type: "analysis", number, failure: "The analysis could not be loaded. Is the network there?"}, new Uint8Array());
    }
  }

  #received(message, bytes) {
    if (message.type === "snapshot") {
      this.#perSecond = message.speed;
      this.#receivedTimer = setTimeout(() => this.#acknowledge(), document.hidden ? 0 : RECEIVED_BY_MS);
    }
    this.view.receive(JSON.stringify(message), bytes ?? new Uint8Array());
    this.#flush({asked: message.status !== "training"});  // while it trains there is always more news
    if (document.hidden) this.#refresh();
  }

  #acknowledge() {
    if (!this.#receivedTimer) return;
    clearTimeout(this.#receivedTimer);
    this.#receivedTimer = 0;
    this.engine.acknowledge();
  }

  #drawn() {
    this.#flushEdits();
    this.#acknowledge();
    this.#refresh();
  }

  /** Sends what the worker must know of the edits that were made in the frame that was just drawn. */
  #flushEdits() {
    for (const message of this.view.takeMessages()) {
      const chooser = choosers[message.type];
      if (chooser) {
        this.#readFile(chooser.command, askForFile(chooser.endings), message.layer);
      } else if (message.type === "save_figure") {
        this.later.saveFigure(message);
      } else if (message.type === "take_apart") {
        this.later.openApart();
      } else {
        this.#post(message);
      }
      this.stage.wake();
    }
  }

  /** Connects the page with the notebook whose cell it is. */
  async #beginCell() {
    const [{WidgetPort}, {dataUrl}] = await Promise.all([import("./widget-port.js"), import("./save-one-file.js")]);
    this.cell = new WidgetPort({
      open: (link) => this.commands.perform("file", {text: link || "v=0"}).finally(() => this.#refresh()),
      takeWeights: async (bytes) => {
        await this.commands.perform("file", {text: await dataUrl(bytes)});
        this.#refresh();
      },
      weights: () => this.engine.ask({type: "file", kind: "safetensors"}),
    });
  }

  async #beginOffline() {
    const {beginOffline} = await import("./offline.js");
    await beginOffline(() => this.#keepAll(), toast);
  }

  /** Resolves when the run is in the storage as it is now. */
  async #keepAll() {
    if (this.commands.summary().status === "training") await this.commands.perform("pause");
    this.shelf.keepView(this.view.viewState(), {soon: false});
    const {iteration} = this.commands.summary();
    const until = performance.now() + KEPT_BY_MS;
    while (iteration > 0 && this.shelf.current?.iteration !== iteration) {
      if (performance.now() > until) throw new Error("This browser has not kept the run. Save a file of it, then load the page again.");
      await new Promise((done) => { setTimeout(done, 50); });
    }
  }

  /** Reads a file that was chosen or dropped. A toast says what is wrong with it, and so does the canvas. */
  async #readFile(command, file, layer) {
    try {
      const answer = await this.commands.perform(command, {text: await file, layer});
      this.#refresh();
      return answer;
    } catch ({message}) {
      return toast(message);
    }
  }

  /** Opens whatever a file or a link holds. Runs and weights are for the worker to read, all else for the view. */
  async #open(text, otherwise) {
    if (/^https?:/.test(text) && isOfLessons(fragmentOf(text))) return this.#openLesson(fragmentOf(text));
    const lesson = lessonIn(text);
    if (lesson) return this.#openLesson("", lesson);
    if (!this.view.isForWorker(text)) return otherwise();
    const bytes = bytesOf(text);
    const found = await this.engine.ask({type: "examine", bytes, experiment: this.view.experiment()});
    if (!found.ok) throw new Error(found.issues.map(({message}) => message).join(" "));
    await this.#take({experiment: found.experiment, iteration: found.iteration, weights_only: found.kind === "weights"},
        bytes);
    if (found.view) this.view.takeViewState(found.view);
    if (found.issues.length > 0) toast(found.issues.map(({message}) => message).join(" "));
    return undefined;
  }

  #refresh() {
    const state = this.commands.summary();
    this.stage.training = state.status === "training";
    this.toolbar.show(state, this.#perSecond);
    this.story.show(state.task);
    if (state.status === "training" && state.speed === 0) this.presets.measured(this.#perSecond);
    this.status.show(this.engine.alive ? state : {...state, status: "stopped"});
    const grown = this.growth.watch(state.link, () => this.view.longParts(), () => this.view.masksHaveRule());
    this.offer.show(state.view.offer, grown, this.growth.byRule);
    this.address.update(state.link);
    this.shelf.keepView(this.view.viewState());
    this.embed?.show(state);
    this.cell?.show(state);
  }

  /** The canvas says everything in the language of the page. */
  #useLanguage() {
    this.view.setLanguage(translator());
    document.body.style.setProperty("--drawers", `${document.querySelector(".drawers").offsetWidth}px`);  // #offer lies beside them
    this.stage.wake();
  }

  #useTheme(name) {
    this.view.setTheme(name);
    this.stage.wake();
  }

  /** Without `what` the dialog opens with the link to the set-up, which is copied; scripts say what they want. */
  async #share(what) {
    if (what === undefined) return this.later.shareSetup();
    if (!sharable.has(what)) throw new Error(`A link can hold "setup", "run" or "trained", not "${what}".`);
    const {link: fragment, ...facts} = await this.engine.ask({type: "share", what, view: this.view.viewForLink()});
    const link = fullLink(fragment);
    return {...facts, link, characters: link.length};
  }

  #engineFailed(message) {
    this.view.receive(JSON.stringify({type: "failed", message}), new Uint8Array());
    this.toolbar.enable(false);
    this.stage.wake();
    showTrouble("engine", message, () => this.#restartEngine());
  }

  #restartEngine() {
    hideTrouble();
    this.engine.start();
    this.engine.post({type: "open", experiment: this.view.experiment()});
    this.engine.post({type: "speed", value: this.commands.summary().speed});
    this.toolbar.enable(true);
    this.#attemptReturn().then(() => element("run").focus());
  }

  /** After a loss of the worker: the run as it was written last, or from the beginning. */
  async #attemptReturn() {
    if (!await this.shelf.openCurrent().catch(() => false)) await this.#attempt("reset");
  }
}

// The beginning -------------------------------------------------------------------------------------------------------

function prepareFrame() {
  element("skip").addEventListener("click", (event) => {
    event.preventDefault();  // the fragment belongs to the experiment
    element("canvas").focus();
  });
  watchHand();
  element("about-button").addEventListener("click", () => element("about").showModal());
  offerLanguages(element("language"));
  element("about-build").textContent = buildOfPage() || "of the sources";
}

function refuse(kind, detail) {
  document.body.dataset.phase = "failed";
  showTrouble(kind, detail, () => location.reload());
}

async function main() {
  const spoken = useUsualLanguage().catch(() => toast(NOT_LOADED));
  prepareFrame();
  if (!hasWebGl2()) return refuse("webgl", "canvas.getContext(\"webgl2\") is null");
  const progress = new Progress(element("progress"), element("progress-label"), knownSizes());
  const compiled = compile(progress);
  const {client, ready} = startEngine(compiled);
  try {
    const [view] = await Promise.all([loadView(progress, compiled), ready, spoken]);
    const playground = new Playground(view, client);
    await playground.begin();
    window.playground = playground.surface;
  } catch (error) {
    client.stop();
    refuse("load", error);
  }
  return undefined;
}

main();
