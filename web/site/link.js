// The address of the page is the document: its fragment is the link, which follows every edit. Some learning platforms
// and redirects drop the fragment of an address, so the link is read from the query's `s` as well.

import {count} from "./format.js";

const UPDATE_DELAY_MS = 300;  // browsers refuse to change the address with every frame

export class Address {
  /** @param {(text: string) => void} followed the person went to another link */
  constructor(followed) {
    this.current = this.seen = this.read();
    this.timer = 0;
    addEventListener("hashchange", () => {
      const text = this.read();
      if (text !== this.current) followed(text);
    });
  }

  /** The link that the address holds, without "#"; empty when it holds none. */
  read() {
    if (location.hash.length > 1) return location.hash.slice(1);
    return new URLSearchParams(location.search).get("s") ?? "";
  }

  /** Tells that what the address says has been opened, and is this link: there is nothing to write until an edit. */
  opened(link) {
    this.#cancel();
    this.current = link;
    this.seen = this.read();
  }

  /** Takes the view's link over, a little later. */
  update(link) {
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

  #write(link) {
    this.#cancel();
    if (this.read() !== this.seen) return;  // the person has just gone elsewhere, and is followed there
    this.current = link;
    try {
      history.replaceState(null, "", fullLink(link));
      this.seen = this.read();
    } catch {
      // refused in some frames; Share still has the link
    }
  }
}

/** Chats, and some mail programs, cut longer addresses off. */
export const LONGEST_FOR_CHATS = 2000;
/** src/codec/share_link.h reads no longer ones. */
export const LONGEST_LINK = 65536;

/** Says once when an edit has made the link too long for a chat. */
export class LinkGrowth {
  /** Whether a rule can say what makes the link of the present sentence long. */
  byRule = false;
  #link = null;
  #said = "";  // the link that the sentence is about
  #long = false;

  /** A link was opened, as long as it is. */
  opened(link) {
    this.#link = link;
    this.#long = fullLink(link).length > LONGEST_FOR_CHATS;
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
    const {length} = fullLink(link);
    const was = this.#long;
    this.#long = length > LONGEST_FOR_CHATS;
    if (this.#long && !was) {
      this.#said = longSentence(length, parts());
      this.byRule = byRule();
    }
    return this.#said;
  }
}

/** "This link has 12,649 characters, more than chats and some mail programs take. It lists Recurrent weights: Mask." */
export function longSentence(length, parts) {
  const why = parts ? ` It lists ${parts}.` : "";
  return `The link now has ${count(length)} characters, more than chats and some mail programs take.${why}`;
}

/** The whole address that opens this link. */
export function fullLink(link) {
  const address = new URL(location.href);
  address.search = "";
  address.hash = link;
  return address.href;
}
