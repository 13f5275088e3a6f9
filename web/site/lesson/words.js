// The words of lessons: the messages of the language of the page (language.js), numbers and plural forms by Intl.
import {currentLanguage, tables} from "../language.js";

let own = {messages: {}};
let english = {messages: {}};

/** Takes the messages of the language of the page, which must be there before anything is said. */
export async function loadWords() {
  ({own, english} = await tables());
}

/** A number as it is written in this language. */
export const number = (value, digits = 4) =>
  new Intl.NumberFormat(own.numbers ?? currentLanguage(), {maximumSignificantDigits: digits}).format(value);
export const percent = (share) => `${number(Math.round(share * 1000) / 10)} %`;

/** The message of a key, with {names} filled in; `count` chooses the plural form where there are several. */
export function t(key, values = {}) {
  let message = own.messages[key] ?? english.messages[key] ?? key;
  if (typeof message === "object") message = message[new Intl.PluralRules(currentLanguage()).select(values.count ?? 0)] ?? message.other;
  return message.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? number(value) : value;
  });
}
