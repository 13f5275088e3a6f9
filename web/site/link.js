// The address of the page is the document: its fragment is the link, which follows every edit. Some learning platforms
// and redirects drop the fragment of an address, so the link is read from the query's `s` as well.

import {embedded, withoutFlag} from "./embed.js";
import {count} from "./format.js";
import {homeOfPage} from "./one-file.js";

const UPDATE_DELAY_MS = 300;  // browsers refuse to change the address with every frame
const KEPT = /^kept=([0-9a-f]{8})$/;  // the address of a document that is too long for a link
const MOST_KEPT = 4;

const storeKey = (key) => `nn4n.document.${key}`;

/** Keeps a document that is too long for a link in this browser, and the last few ones beside it. May throw. */
function keepDocument(key, text) {
  const keys = JSON.parse(localStorage.getItem("nn4n.documents") ?? "[]").filter((one) => one !== key);
  for (const old of keys.splice(MOST_KEPT - 1)) localStorage.removeItem(storeKey(old));
  localStorage.setItem(storeKey(key), text);
  localStorage.setItem("nn4n.documents", JSON.stringify([key, ...keys]));
}

function keptDocument(key) {
  try {
    return localStorage.getItem(storeKey(key));
  } catch {
    return null;  // some frames refuse the storage
  }
}

/** What the page could not write into the address before it went, for the page that a reload brings. */
function remember(edit) {
  try {
    sessionStorage.setItem("nn4n.unwritten", JSON.stringify(edit));
  } catch {
    // some frames refuse the storage: the last edit is forgotten
  }
}

function remembered() {
  try {
    const {seen, meant} = JSON.parse(sessionStorage.getItem("nn4n.unwritten") ?? "{}");
    sessionStorage.removeItem("nn4n.unwritten");
    return typeof meant === "string" ? {seen, meant} : {};
  } catch {
    return {};
  }
}

export class Address {
  #stale = null;  // an address into which the last edit before a reload did not come
  #key = [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

  /**
   * @param {object} parts
   * @param {() => void} parts.followed the person went to another link
   * @param {() => string} parts.document the experiment as JSON, asked for when its link is too long for an address
   */
  constructor({followed, document}) {
    this.document = document;
    this.current = this.seen = this.read();
    this.unwritten = remembered();
    this.timer = 0;
    addEventListener("hashchange", () => {
      const text = this.read();
      if (text !== this.current && text !== this.seen) followed();
    });
    // A reload goes to the address as it was before, so that an edit which is not written yet takes another way.
    addEventListener("pagehide", () => {
      if (this.timer) remember({seen: this.seen, meant: this.#fitting(this.pending)});
    });
  }

  /** What the address opens: its link, or the document that this browser keeps for it. */
  meant() {
    const {seen, meant} = this.unwritten;
    this.unwritten = {};
    const text = seen === this.read() ? meant : this.read();
    this.#stale = text === this.read() ? null : this.read();
    const key = text.match(KEPT)?.[1];
    if (!key) return text;
    const kept = keptDocument(key);
    if (kept !== null) return kept;
    throw new Error("This address leads to an experiment that is too long for a link, and another browser keeps it. " +
      "Open the file of the experiment instead.");
  }

  /** The link that the address holds, without "#"; empty when it holds none. */
  read() {
    const fragment = withoutFlag(location.hash.slice(1));
    if (fragment) return fragment;
    return /[?&]s=/.test(location.search) ? withoutFlag(location.href) : "";  // src/codec/share_link.h reads both ways to write it
  }

  /**
   * Tells that what meant() or the address says has been opened, and is this link. There is nothing to write until an edit,
   * unless an edit did not come into the address in time: the next reload would go to what was there before.
   */
  opened(link) {
    this.#cancel();
    this.current = link;
    this.seen = this.read();
    if (this.#stale !== this.seen) return;
    this.current = null;
    this.update(link);
  }

  /** While a lesson is open the address stays the lesson's. */
  hold(on) {
    this.held = on;
    this.#cancel();
    this.seen = this.read();
    if (!on) this.current = null;
  }

  /** Takes the view's link over, a little later. */
  update(link) {
    if (this.held) return;
    if (link === this.pending || (!this.timer && link === this.current)) return;
    this.#cancel();
    this.pending = link;
    this.timer = setTimeout(() => this.#write(link), UPDATE_DELAY_MS);
  }

  #cancel() {
    clearTimeout(this.timer);
    this.timer = 0;
    this.pending = undefined;
  }

  #fitting(link) {
    if (fits(link)) return link;
    keepDocument(this.#key, this.document());
    return `kept=${this.#key}`;
  }

  #write(link) {
    this.#cancel();
    if (embedded) return;  // the address of a frame is its page's
    if (this.read() !== this.seen) return;  // the person has just gone elsewhere, and is followed there
    this.current = link;
    try {
      history.replaceState(null, "", addressWith(this.#fitting(link), location.href));
      this.seen = this.read();
      this.#stale = null;
    } catch {
      // refused in some frames, or the storage is full; a file still takes the experiment
    }
  }
}

/** An address that cannot be read back helps nobody: it names a copy in this browser instead. */
function fits(link) {
  return fullLink(link).length <= LONGEST_LINK;
}

/** Chats, and some mail programs, cut longer addresses off. */
export const LONGEST_FOR_CHATS = 2000;
/** src/codec/share_link.h reads no longer ones. */
export const LONGEST_LINK = 65536;

/** 0 = every program takes such a link, 1 = chats and some mail programs cut it off, 2 = nobody can read it. */
function lengthClass({length}) {
  if (length > LONGEST_LINK) return 2;
  return length > LONGEST_FOR_CHATS ? 1 : 0;
}

/** Says once when an edit has made the link too long for a chat, and once when it is too long for a link. */
export class LinkGrowth {
  /** Whether a rule can say what makes the link of the present sentence long. */
  byRule = false;
  #link = null;
  #said = "";  // the link that the sentence is about
  #class = 0;

  /** A link was opened, as long as it is. */
  opened(link) {
    this.#link = link;
    this.#class = lengthClass(fullLink(link));
  }

  /**
   * @param {string} link of the document as it is now
   * @param {() => string} parts what makes it long, asked for when it has just become so
   * @param {() => boolean} byRule whether a rule can say it, asked for at the same moment
   * @returns {string} a sentence as long as the document stays as it is, or an empty text
   */
  watch(link, parts, byRule) {
    if (link === this.#link) return this.#said;
    this.#link = link;
    this.#said = "";
    const whole = fullLink(link);
    const before = this.#class;
    this.#class = lengthClass(whole);
    if (this.#class > before) {
      this.#said = longSentence(whole.length, parts());
      this.byRule = byRule();
    }
    return this.#said;
  }
}

/** "This link has 12,649 characters, more than chats and some mail programs take. It lists Recurrent weights: Mask." */
export function longSentence(length, parts) {
  const why = parts ? ` It lists ${parts}.` : "";
  if (length > LONGEST_LINK) {
    return `The experiment is too long for a link: ${count(length)} characters, of ${count(LONGEST_LINK)} that can be ` +
      `read.${why} The address leads to a copy in this browser alone. Save a file to hand it on.`;
  }
  return `The link now has ${count(length)} characters, more than chats and some mail programs take.${why}`;
}

/** The whole address that opens this link: where this page is or, if it is one file, where that came from. */
export function fullLink(link) {
  return addressWith(link, homeOfPage() || location.href);
}

function addressWith(link, page) {
  const address = new URL(page);
  address.search = "";
  address.hash = link;
  return address.href;
}
