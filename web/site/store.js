// The runs that this browser keeps, in IndexedDB. The Worker writes them as it trains; the page lists and opens them.
//
// A run is a record, which lists show, and apart from it the bytes of its checkpoint (src/training/checkpoint.h) and of the
// moments of its film (src/training/film.h), each under [id, iteration]:
//   {id, version, title, name, link, experiment, iteration, accuracy, fingerprint, seed, curve, touched, pinned, current,
//    size, view}
// `name` is the person's, or empty; `curve` lists pairs of iteration and accuracy; `touched` is a time in ms; `current`
// says that a tab had it open when it was written last; `size` is that of all bytes;
// `view` is what the person looked at (src/editing/view_state.h). What another build has written is
// taken as far as it can be read. Every method may reject: storage can be full, refused or gone.

const DATABASE = "nn4n";
const VERSION = 2;      // of the database: raise it with a step in `upgrade`
const MOST_RUNS = 40;   // beyond the pinned ones
const LONGEST_VIEW = 16 * 1024;
const MOST_BYTES = 256 * 1024 * 1024;

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function complete(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error("The storage gave up."));
  });
}

/** Makes the stores of a database that an earlier build left at version `from`; 0 = there was none. */
function upgrade(database, from) {
  if (from < 1) {
    database.createObjectStore("runs", {keyPath: "id"});
    database.createObjectStore("checkpoints");
  }
  if (from < 2) database.createObjectStore("films");
}

const STORES = ["runs", "checkpoints", "films"];

/** The keys of all moments of a run: lists sort after numbers. */
const filmOf = (id) => IDBKeyRange.bound([id], [id, []]);

const NOTHING_NEW = {put: [], drop: [], bytes: 0};

const isText = (value) => typeof value === "string";
const isCount = (value) => Number.isInteger(value) && value >= 0;

/** A record as this build knows it, or null: another build, or an accident, may have written anything. */
function readable(record) {
  const {id, title, experiment, iteration} = record ?? {};
  if (!isText(id) || !isText(title) || !isText(experiment) || !isCount(iteration)) return null;
  const curve = Array.isArray(record.curve) ? record.curve.filter((point) => Array.isArray(point) &&
      point.length === 2 && point.every(Number.isFinite)) : [];
  return {
    id, version: record.version, title, experiment, iteration, curve,
    name: isText(record.name) ? record.name : "",
    link: isText(record.link) ? record.link : "",
    accuracy: Number.isFinite(record.accuracy) ? record.accuracy : null,
    fingerprint: isText(record.fingerprint) ? record.fingerprint : "",
    seed: Number.isFinite(record.seed) ? record.seed : null,
    touched: Number.isFinite(record.touched) ? record.touched : 0,
    pinned: record.pinned === true,
    current: record.current === true,
    size: isCount(record.size) ? record.size : 0,
    view: isText(record.view) && record.view.length <= LONGEST_VIEW ? record.view : "",
  };
}

/** The name of the lock that the Worker holds whose run this is. */
export const lockOf = (id) => `nn4n.run.${id}`;

/** What a run is called: by the person, or by its experiment. */
export const nameOf = ({name, title}) => name || title;

/** The ids of the runs that tabs of this browser have open; empty where the browser does not tell. */
export async function openElsewhere() {
  const {held = []} = await navigator.locks?.query().catch(() => {}) ?? {};
  return new Set(held.map(({name}) => name).filter((name) => name.startsWith(lockOf("")))
      .map((name) => name.slice(lockOf("").length)));
}

export class Store {
  #database;

  constructor(database, lost) {
    this.#database = database;
    database.onversionchange = () => database.close();  // another tab has a newer build
    database.onclose = lost;
  }

  /** @param {() => void} lost the browser has taken the storage away: somebody cleared it, or the disk failed */
  static async open(lost) {
    const request = indexedDB.open(DATABASE, VERSION);  // throws where a frame is refused the storage
    request.onupgradeneeded = ({oldVersion}) => upgrade(request.result, oldVersion);
    return new Store(await answer(request), lost);
  }

  /** All runs, the one that was touched last first. */
  async list() {
    const records = await answer(this.#database.transaction("runs").objectStore("runs").getAll());
    return records.map(readable).filter(Boolean).sort((a, b) => b.touched - a.touched);
  }

  /** The bytes of a run, or undefined. */
  bytes(id) {
    return answer(this.#database.transaction("checkpoints").objectStore("checkpoints").get(id));
  }

  /** The moments of a run's film as it was written: [{iteration, bytes}]. What is in them may be anything. */
  async film(id) {
    const films = this.#database.transaction("films").objectStore("films");
    const [keys, contents] = await Promise.all([answer(films.getAllKeys(filmOf(id))), answer(films.getAll(filmOf(id)))]);
    return keys.map(([, iteration], k) => ({iteration, bytes: contents[k]}));
  }

  /**
   * Writes a run. The name and the pin that a person has given it stay. Resolves with the record.
   * @param {{put: {iteration: number, bytes: Uint8Array}[], drop: number[], bytes: number}} film its moments that are
   *     new, those that are gone, and how many bytes all have
   */
  async write(record, bytes, film = NOTHING_NEW) {
    const transaction = this.#database.transaction(STORES, "readwrite");
    const runs = transaction.objectStore("runs");
    const written = complete(transaction);
    const before = readable(await answer(runs.get(record.id)));
    const whole = {...record, version: VERSION, name: record.name ?? before?.name ?? "",
      pinned: before?.pinned ?? false, view: before?.view ?? "", size: bytes.length + film.bytes};
    runs.put(whole);
    transaction.objectStore("checkpoints").put(bytes, record.id);
    const films = transaction.objectStore("films");
    for (const iteration of film.drop) films.delete([record.id, iteration]);
    for (const moment of film.put) films.put(moment.bytes, [record.id, moment.iteration]);
    await written;
    return whole;
  }

  /** Changes fields of a record, if there is such a run. */
  async change(id, fields) {
    const transaction = this.#database.transaction("runs", "readwrite");
    const runs = transaction.objectStore("runs");
    const written = complete(transaction);
    const record = await answer(runs.get(id));
    if (record) runs.put({...record, ...fields});
    await written;
  }

  async remove(id) {
    const transaction = this.#database.transaction(STORES, "readwrite");
    transaction.objectStore("runs").delete(id);
    transaction.objectStore("checkpoints").delete(id);
    transaction.objectStore("films").delete(filmOf(id));
    await complete(transaction);
  }

  /** Puts back what `remove` took. */
  async putBack(record, bytes, film) {
    const transaction = this.#database.transaction(STORES, "readwrite");
    transaction.objectStore("runs").put(record);
    transaction.objectStore("checkpoints").put(bytes, record.id);
    for (const {iteration, bytes: moment} of film) transaction.objectStore("films").put(moment, [record.id, iteration]);
    await complete(transaction);
  }

  /** Forgets the oldest runs beyond the limits; never pinned ones, nor those that are open. */
  async thin() {
    const open = await openElsewhere();
    const loose = (await this.list()).filter(({id, pinned}) => !pinned && !open.has(id));
    let bytes = 0;
    for (const [index, {id, size}] of loose.entries()) {
      bytes += size;
      if (index >= MOST_RUNS || bytes > MOST_BYTES) await this.remove(id);
    }
  }
}
