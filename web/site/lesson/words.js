// The words of lessons: one message table for each language (web/words), the language of the browser unless another one
// was chosen, numbers and plural forms by Intl.
import {languages} from "./catalogue.js";

const KEY = "nn4n.language";
let language = "en";
let table = {};
let english = {};

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;  // some frames refuse the storage
  }
}

/** The language to begin with: the one that was chosen, or the first of the browser's that there is. */
export function usual() {
  const wanted = [stored(), ...navigator.languages ?? []].filter(Boolean).map((one) => one.toLowerCase().split("-")[0]);
  return wanted.find((one) => Object.hasOwn(languages, one)) ?? "en";
}

export async function useLanguage(wanted, {remember = false} = {}) {
  const next = Object.hasOwn(languages, wanted) ? wanted : "en";
  const [own, fallback] = await Promise.all([languages[next](), languages.en()]);
  [language, table, english] = [next, own.default, fallback.default];
  if (!remember) return;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // then it is forgotten
  }
}

export const currentLanguage = () => language;
export const knownLanguages = () => Object.keys(languages);
export const nameOfLanguage = (one) => new Intl.DisplayNames([one], {type: "language"}).of(one);

/** A number as it is written in this language. */
export const number = (value, digits = 4) => new Intl.NumberFormat(language, {maximumSignificantDigits: digits}).format(value);
export const percent = (share) => `${number(Math.round(share * 1000) / 10)} %`;

/** The message of a key, with {names} filled in; `count` chooses the plural form where there are several. */
export function t(key, values = {}) {
  let message = table[key] ?? english[key] ?? key;
  if (typeof message === "object") message = message[new Intl.PluralRules(language).select(values.count ?? 0)] ?? message.other;
  return message.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? number(value) : value;
  });
}
