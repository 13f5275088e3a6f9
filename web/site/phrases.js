// What a person reads, in another language. The key of a phrase is the English that the program says; a table (web/languages)
// has what it is in the other language. Holes stand for what changes: {0}, {1} … for numbers, {name} for words, which are
// looked up in turn.
//
//   "Iteration {0}": "Iteración {0}"
//   "Changing {noun} drew new weights.": "El cambio de {noun} ha sorteado pesos nuevos."
//   "{0} units": {"one": "{0} unidad", "other": "{0} unidades"}        plural forms by the first number (Intl.PluralRules)
//
// Sentences are put together from parts in many places, in the engine also from what a person has named. So what is not in
// the table as a whole is taken apart: into sentences, then at ": ", " · " and the like. What is in no table stays as it is.

const NUMBER = /(?<![\p{L}\d_.])[−+-]?\d+(?:[,.]\d+)*(?:e[−-]?\d+)?/gu;
const HOLE = /\{(\w+)\}/g;
const WORD = /\p{L}{2}/u;
const SENTENCES = /(?<=[.!?…][)”"]?) (?=[\p{Lu}“"(\d])/u;
const CLAUSES = [" · ", ": ", "; "];
const JOINTS = [" > ", ". ", ", ", " → ", " / ", " – ", " — ", " = ", " ± "];
const KEYS = /^[a-z\d_]+(, [a-z\d_]+){2,}$/;  // such as the names of all tasks, which links use
const MOST_REMEMBERED = 4000;
const DEEPEST = 7;  // phrases within phrases
const TELLING = 10;  // letters beside the holes, from which on a phrase is hardly anything else
const MOST_WORDS = 4;  // in a hole of any other phrase, but one of this name
const LONG = "text";

/** For a finger the program says "Tap" where it says "Click" for a mouse (for_finger in src/editing/words.cpp). */
const MOUSE = [["Double-tap", "Double-click"], ["double-tap", "double-click"], ["Tap", "Click"], ["tap", "click"], ["Press ", "Point at "], ["press ", "point at "]];

const isNumbered = (name) => /^\d+$/.test(name);
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const small = (text) => text.charAt(0).toLowerCase() + text.slice(1);

/** Whether a whole phrase with holes is the same as its skeleton: the numbers in their order, and no digit beside them. */
function isSkeleton(english) {
  const names = [...english.matchAll(HOLE)].map(([, name]) => name);
  return names.every((name, k) => name === String(k)) && !/\d/.test(english.replace(HOLE, ""));
}

function patternOf(english, other) {
  const parts = english.split(/\{\w+\}/);
  const names = [...english.matchAll(HOLE)].map(([, name]) => name);
  const source = parts.map((part, k) => escaped(part) + (k < names.length ? isNumbered(names[k]) ? "([−+\\d.,e–-]+)" : "(.+?)" : "")).join("");
  const longest = parts.reduce((best, part) => part.length > best.length ? part : best, "");
  return {regex: new RegExp(`^${source}$`, "su"), longest, names, other, letters: parts.join("").length};
}

export class Phrases {
  #whole = new Map();  // phrases without holes, and skeletons
  #patterns = [];
  #remembered = new Map();

  /**
   * @param {Record<string, string | Record<string, string>>} table from English
   * @param {string} language whose plural rules hold
   */
  constructor(table, language) {
    this.plural = new Intl.PluralRules(language);
    /** What was shown and is in no table; tests read it. */
    this.missing = new Set();
    for (const [english, other] of Object.entries(table)) this.#add(english, other);
    for (const [english, other] of Object.entries(table)) if (typeof other === "string") this.#addSentences(english, other);
    this.#patterns.sort((a, b) => b.letters - a.letters);
  }

  #add(english, other) {
    if (isSkeleton(english)) this.#whole.set(english, other);
    else if (!HOLE.test(english)) this.#whole.set(english, other);
    HOLE.lastIndex = 0;
    if (/\{\w+\}/.test(english)) this.#patterns.push(patternOf(english, other));
  }

  /** Each sentence of a text, where both languages have as many. */
  #addSentences(english, other) {
    const [own, others] = [english.split(SENTENCES), other.split(/(?<=[.!?…][)”"]?) (?=[\p{Lu}“"(\d¿¡«])/u)];
    if (own.length < 2 || own.length !== others.length) return;
    own.forEach((sentence, k) => { if (!this.#whole.has(sentence)) this.#add(sentence, others[k]); });
  }

  /** The text in the other language; itself where nothing is known of it. */
  translate(text) {
    const known = this.#remembered.get(text);
    if (known !== undefined) return known;
    const [, before, inside, after] = text.match(/^(\s*)(.*?)(\s*)$/su);
    const plain = inside.replace(/\s+/gu, " ");
    const found = WORD.test(plain) ? this.#find(plain, 0) : plain;
    const said = before + (found ?? this.#unknown(inside)) + after;
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear();
    this.#remembered.set(text, said);
    this.#remembered.set(said, said);  // what is shown may be read and shown again
    return said;
  }

  /** The whole text or its parts; null where nothing of it is known. */
  #find(text, depth) {
    if (depth > DEEPEST) return null;
    if (KEYS.test(text)) return text;
    return this.#alone(text, depth) ?? this.#forMouse(text, depth) ?? this.#taken(text.split(SENTENCES), " ", depth) ?? this.#apart(text, CLAUSES, depth) ??
      this.#matched(text, depth, false) ?? this.#bracketed(text, depth) ?? this.#apart(text, JOINTS, depth);
  }

  /** As one phrase of the table, also where it begins with another case within a sentence. */
  #alone(text, depth) {
    return this.#looked(text) ?? this.#matched(text, depth, true) ?? this.#recased(text, small, capital) ?? this.#recased(text, capital, small) ??
      this.#stopped(text, depth);
  }

  /** A sentence whose full stop was added later. */
  #stopped(text, depth) {
    if (!/[^.]\.$/.test(text)) return null;
    const found = this.#alone(text.slice(0, -1), depth);
    return found === null ? null : `${found}.`;
  }

  #looked(text) {
    const whole = this.#whole.get(text);
    if (typeof whole === "string") return whole;
    const numbers = [];
    const skeleton = text.replace(NUMBER, (number) => `{${numbers.push(number) - 1}}`);
    const found = numbers.length > 0 ? this.#whole.get(skeleton) : whole;
    return found === undefined ? null : this.#filled(found, (name) => numbers[name]);
  }

  /** By a phrase with holes that is `telling`, or else by a short one, whose holes must then be short, too. */
  #matched(text, depth, telling) {
    for (const {regex, longest, names, other, letters} of this.#patterns) {
      if (letters >= TELLING !== telling) continue;
      const match = text.includes(longest) && regex.exec(text);
      if (!match || !match.slice(1).every((part, k) => names[k] === LONG || this.#fits(part, telling))) continue;
      const values = Object.fromEntries(names.map((name, k) => [name, match[k + 1]]));
      return this.#filled(other, (name) => isNumbered(name) ? values[name] : this.#part(values[name] ?? "", depth + 1));
    }
    return null;
  }

  /** Whether a hole may hold this: no sentence and, in a phrase that tells little, no more than a few words. */
  #fits(part, telling) {
    if (part.split(SENTENCES).length > 1 || /\p{L}\.$/u.test(part)) return false;
    return telling || (part.split(" ").length <= MOST_WORDS && !part.includes(", ")) || this.#looked(part) !== null;
  }

  #recased(text, from, to) {
    if (from(text) !== text || to(text) === text) return null;
    const found = this.#looked(to(text));
    return found === null ? null : from(found);
  }

  #forMouse(text, depth) {
    const said = MOUSE.reduce((now, [finger, mouse]) => now.replaceAll(finger, mouse), text);
    return said === text ? null : this.#alone(said, depth);
  }

  #bracketed(text, depth) {
    const [, before, open, inside, close] = text.match(/^(.*\S )?([[(])([^\])]+)([\])])$/su) ?? [];
    if (!inside) return null;
    const [first, second] = [before ? this.#find(before.trimEnd(), depth + 1) : "", WORD.test(inside) ? this.#find(inside, depth + 1) : null];
    if (!first && second === null) return null;
    return `${before ? `${first ?? this.#unknown(before.trimEnd())} ` : ""}${open}${second ?? this.#unknown(inside)}${close}`;
  }

  #apart(text, joints, depth) {
    for (const joint of joints) {
      const found = this.#taken(text.split(joint), joint, depth);
      if (found !== null) return found;
    }
    return null;
  }

  #taken(parts, joint, depth) {
    if (parts.length < 2) return null;
    const found = parts.map((part) => this.#find(part, depth + 1));
    return found.every((one) => one === null) ? null : parts.map((part, k) => found[k] ?? this.#unknown(part)).join(joint);
  }

  /** What stands in a hole: a name that is in no table stays. */
  #part(text, depth) {
    return WORD.test(text) ? this.#find(text, depth) ?? this.#unknown(text) : text;
  }

  /** What stays as it is although all around it is known. */
  #unknown(text) {
    if (WORD.test(text) && this.missing.size < MOST_REMEMBERED) this.missing.add(text);
    return text;
  }

  #filled(other, valueOf) {
    let said = other;
    if (typeof other === "object") {
      const first = Object.values(other)[0].match(/\{(\d+)\}/)?.[1] ?? "0";
      const count = Number(String(valueOf(first) ?? "0").replaceAll(",", "").replace("−", "-"));
      said = other[this.plural.select(count)] ?? other.other;
    }
    return said.replace(HOLE, (whole, name) => valueOf(name) ?? whole);
  }
}
