// The shelf: the runs that this browser keeps, as the page knows them. The Worker writes them (keeper.js); their dialog is
// loaded when it is asked for (shelf-dialog.js).
import {nameOf, openElsewhere, Store} from "./store.js";

const element = (id) => document.getElementById(id);
const PATIENCE_MS = 2000;
const VIEW_MS = 300;  // how soon what is looked at is kept
const TAB = "nn4n.run";  // which run this tab has, for a reload

function remembered() {
  try {
    return sessionStorage.getItem(TAB) ?? "";
  } catch {
    return "";  // some frames refuse the storage
  }
}

function remember(id) {
  try {
    sessionStorage.setItem(TAB, id);
  } catch {
    // The tab forgets which run it had; the shelf still has it.
  }
}

export class Shelf {
  #store = null;
  #opening;
  #dialog = null;
  #view = "";       // what the person looks at
  #viewTimer = 0;
  #taking = false;  // a run is being opened; its view comes then

  /**
   * @param {object} parts
   * @param {(run: object, bytes: Uint8Array) => Promise<void>} parts.take takes up a run
   * @param {(bytes: Uint8Array) => Promise<object>} parts.examine asks the worker what a checkpoint holds
   * @param {(view: string) => void} parts.show what was looked at when a run was kept
   */
  constructor({take, examine, show}) {
    Object.assign(this, {take, examine, showView: show, runs: [], current: null});
    this.#open();
    element("runs").addEventListener("click", () => this.show());
  }

  #open() {
    this.#opening = Store.open(() => { this.#store = null; }).then((store) => { this.#store = store; });
    this.#opening.catch(() => {});
  }

  /** The store, or a sentence as an error. */
  async store() {
    await this.#opening.catch(() => {});
    if (!this.#store) this.#open();
    await this.#opening.catch(() => {
      throw new Error("This browser does not let the page keep runs.");
    });
    return this.#store;
  }

  /** What scripts see of it. */
  state() {
    return {
      saved: this.current && {iteration: this.current.iteration},
      shelf: this.runs.map((run) => ({id: run.id, name: nameOf(run), iteration: run.iteration, accuracy: run.accuracy,
        pinned: run.pinned})),
    };
  }

  async refresh() {
    this.runs = await (await this.store()).list();
    this.#dialog?.draw();
  }

  /**
   * The run that this tab had before it was loaded again or, of a tab that was closed, the latest; or null, also when the
   * browser takes long to open its storage.
   */
  async last() {
    const late = new Promise((_, reject) => { setTimeout(reject, PATIENCE_MS); });
    try {
      await Promise.race([this.refresh(), late]);
      const open = await openElsewhere();
      const free = this.runs.filter(({id, current}) => current && !open.has(id));
      return free.find(({id}) => id === remembered()) ?? free[0] ?? null;
    } catch {
      return null;
    }
  }

  /** The Worker has begun a run, or taken up one that is kept. */
  begun(id) {
    this.current = this.runs.find((run) => run.id === id) ?? null;
    remember(id);
    this.#dialog?.draw();
  }

  /** The Worker has forgotten a short run. */
  removed(id) {
    this.runs = this.runs.filter((run) => run.id !== id);
    this.#dialog?.draw();
  }

  /** The Worker has written a run. */
  written(record) {
    const before = this.runs.find(({id}) => id === record.id);
    this.runs = [{...record, pinned: before?.pinned ?? record.pinned, name: before?.name ?? record.name},
      ...this.runs.filter(({id}) => id !== record.id)];
    if (record.current) {
      this.current = record;
      this.#writeView();
    }
    this.#dialog?.draw();
  }

  find(id) {
    const run = this.runs.find((one) => one.id === id);
    if (!run) throw new Error(`No run with the id "${String(id).slice(0, 40)}" is kept.`);
    return run;
  }

  /** Goes on, paused, with a run that is kept. */
  async open(id) {
    const run = this.find(id);
    const bytes = await (await this.store()).bytes(id);
    if (!(bytes instanceof Uint8Array)) throw new Error(`The weights of ${nameOf(run)} are no longer there.`);
    const {ok, issues, experiment, iteration} = await this.examine(bytes);
    if (!ok) throw new Error(`The weights of ${nameOf(run)} cannot be read. ${issues[0].message}`);
    this.#taking = true;
    try {
      await this.take({experiment, iteration, id}, bytes);
      if (run.view) this.showView(run.view);
    } finally {
      this.#taking = false;
    }
  }

  /** Keeps with the run what the person looks at: soon, or at once when the page may be about to go. */
  keepView(view = this.#view, {soon = true} = {}) {
    if (this.#taking || (soon && view === this.#view)) return;
    this.#view = view;
    clearTimeout(this.#viewTimer);
    if (soon) this.#viewTimer = setTimeout(() => this.#writeView(), VIEW_MS);
    else this.#writeView();
  }

  #writeView() {
    if (!this.current || this.#view === "" || this.current.view === this.#view) return;
    this.current.view = this.#view;
    this.#store?.change(this.current.id, {view: this.#view}).catch(() => {});  // then the run opens as any other
  }

  /** The same with the run that the Worker had; resolves with whether there was one. */
  async openCurrent() {
    if (!this.current) return false;
    await this.refresh();
    await this.open(this.current.id);
    return true;
  }

  async rename(id, name) {
    const run = this.find(id);
    run.name = name.trim().slice(0, 80);
    await (await this.store()).change(id, {name: run.name});
    this.#dialog?.draw();
  }

  async pin(id, pinned) {
    this.find(id).pinned = pinned;
    await (await this.store()).change(id, {pinned});
    this.#dialog?.draw();
  }

  /** Resolves with a function that puts the run back. */
  async remove(id) {
    const run = this.find(id);
    const store = await this.store();
    const [bytes, film] = await Promise.all([store.bytes(id), store.film(id)]);
    await store.remove(id);
    this.runs = this.runs.filter((one) => one.id !== id);
    if (this.current?.id === id) this.current = null;
    return async () => {
      await store.putBack(run, bytes, film);
      await this.refresh();
    };
  }

  /** The command "shelf" of scripts. */
  async perform(what) {
    await this.refresh();
    const [verb] = Object.keys(what);
    switch (verb) {
      case "open": return this.open(what.open);
      case "rename": return this.rename(what.rename, String(what.name ?? ""));
      case "pin": return this.pin(what.pin, true);
      case "unpin": return this.pin(what.unpin, false);
      case "delete": return void await this.remove(what.delete);
    }
    throw new Error(`The shelf can open, rename, pin, unpin and delete, not "${verb}".`);
  }

  async show() {
    element("shelf").showModal();
    const {ShelfDialog} = await import("./shelf-dialog.js");
    this.#dialog ??= new ShelfDialog(this);
    await this.refresh().catch(({message}) => this.#dialog.draw(message));
  }
}
