// The language of the page: English, as the program says everything, or one of web/languages. It follows the browser until
// somebody chooses, and everything asks here for it: the page, the canvas and the lessons.
//
// In another language the page is translated where it is shown. An observer looks at every text and at every attribute that
// is read, and puts in what the table has for it (phrases.js). So no script of the page needs to know of languages, and what
// the engine says in English is understood, too. An element with translate="no" is left alone.
import {languages} from "./languages.js";
import {fetchPart} from "./parts.js";
import {Phrases} from "./phrases.js";

const KEY = "nn4n.language";
const READ = ["title", "aria-label", "placeholder", "label"];
const UNTOUCHED = "[translate=no], code, pre, script, style, textarea, noscript";
const kept = new WeakMap();  // Text or Attr → {source, shown}
const listeners = new Set();

let language = "en";
const loaded = {};  // what was asked for, by language
let phrases = null;

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;  // some frames refuse the storage
  }
}

/** The language to begin with: the one that was chosen, or the first of the browser's that there is. */
function usual() {
  const wanted = [stored(), ...navigator.languages ?? []].filter(Boolean).map((one) => one.toLowerCase().split("-")[0]);
  return wanted.find((one) => Object.hasOwn(languages, one)) ?? "en";
}

export const currentLanguage = () => language;
export const knownLanguages = () => Object.keys(languages);
export const nameOfLanguage = (one) => capitalised(new Intl.DisplayNames([one], {type: "language"}).of(one), one);
const capitalised = (word, one) => word.charAt(0).toLocaleUpperCase(one) + word.slice(1);

/** The table of messages of the lessons, {messages, numbers}, and the English one. */
export const tables = async () => ({own: await table(language), english: await table("en")});

function table(one) {
  loaded[one] ??= fetchPart(languages[one]).then((answer) => answer.json()).catch((error) => {
    delete loaded[one];  // the next one who asks tries again
    throw error;
  });
  return loaded[one];
}

/** Calls a listener after every change of the language. */
export function onLanguage(listener) {
  listeners.add(listener);
}

/** What a text is in the language of the page. */
export const said = (english) => phrases ? phrases.translate(english) : english;

/** How the canvas asks for its words; null in English. */
export const translator = () => phrases && said;

/** What was shown and is in no table. */
export const missing = () => [...phrases?.missing ?? []];

async function use(next) {
  const {sentences} = next === "en" ? {} : await table(next);
  language = next;
  phrases = sentences ? new Phrases(sentences, next) : null;
  document.documentElement.lang = next;
  observe();
  for (const listener of listeners) await listener(next);
}

/** What is said when a table does not arrive; the page then stays in the language that it has. */
export const NOT_LOADED = "The words of this language could not be loaded. Is the network there?";

/** The language of the browser, or the one that was chosen earlier. */
export const useUsualLanguage = () => use(usual());

export async function chooseLanguage(wanted) {
  const next = Object.hasOwn(languages, wanted) ? wanted : "en";
  if (next !== language) await use(next);
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // then it is forgotten
  }
}

// What is shown -------------------------------------------------------------------------------------------------------

const observer = new MutationObserver((records) => {
  for (const {type, target, attributeName, addedNodes} of records) {
    if (type === "childList") addedNodes.forEach(showAll);
    else if (!isUntouched(target)) show(type === "attributes" ? target.getAttributeNode(attributeName) : target);
  }
});

const isUntouched = (node) => Boolean((node instanceof Element ? node : node.parentElement)?.closest(UNTOUCHED));

function observe() {
  observer.disconnect();
  showAll(document.documentElement);
  if (phrases) observer.observe(document.documentElement, {childList: true, characterData: true, subtree: true, attributes: true, attributeFilter: READ});
}

function showAll(root) {
  if (isUntouched(root)) return;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
      (node) => node instanceof Element && node.matches(UNTOUCHED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  for (let node = root; node; node = walker.nextNode()) {
    if (node instanceof Text) show(node);
    else if (node instanceof Element) for (const name of READ) show(node.getAttributeNode(name));
  }
}

function show(node) {
  if (!node) return;
  const now = node.nodeValue;
  const before = kept.get(node);
  if (!before && !phrases) return;
  const source = before?.shown === now ? before.source : now;
  const shown = said(source);
  kept.set(node, {source, shown});
  if (shown !== now) node.nodeValue = shown;
}

/** The English of a text that is shown. */
export const sourceOf = (node) => kept.get(node)?.shown === node?.nodeValue ? kept.get(node)?.source ?? "" : node?.nodeValue ?? "";

/** Shows a text in an element; does nothing where it stands already. */
export function setText(target, text) {
  const [only] = target.childNodes;
  if (target.childNodes.length > 1 || (only ? sourceOf(only) : "") !== text) target.textContent = text;
}
