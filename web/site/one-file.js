// The whole page as one HTML file, with an experiment, a trained network or a lesson inside. What is inside stands in
//   <script type="application/json" id="nn4n-inside">{"open": "…", "lesson": …}</script>
// which no browser runs. `open` is what the page opens at its start: a link's fragment, JSON text or a data URL.
import {isOneFile, wholePage} from "./parts.js";

const LONGEST_OPEN = 32 * 1024 * 1024;  // characters
const place = /<script type="application\/json" id="nn4n-inside">[^<]*<\/script>/;
const home = /<meta name="nn4n-home" content="[^"<>]*">/;

const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** JSON that cannot end the script it stands in. */
const jsonOf = (value) => JSON.stringify(value).replace(/</g, "\\u003c");

/** Where the site is that a one file came from; empty when nobody knows. */
export function homeOfPage() {
  if (!isOneFile) return location.href.replace(/[?#].*/, "");
  const {content = ""} = document.querySelector('meta[name="nn4n-home"]') ?? {};
  return /^https?:\/\//.test(content) ? content : "";
}

/**
 * @param {{open?: string, lesson?: object | null}} what is to be inside
 * @returns {Promise<string>} the text of the file
 */
export async function oneFile({open = "", lesson = null} = {}) {
  const address = homeOfPage().replace(/[&"<>]/g, (letter) => encodeURIComponent(letter));
  return withInside(await wholePage(), {open, lesson}).replace(home, () => `<meta name="nn4n-home" content="${address}">`);
}

/** The text of a one file with this inside. */
export function withInside(text, {open = "", lesson = null}) {
  if (!place.test(text)) throw new Error("The one file is damaged: it has no place for what is to be inside.");
  return text.replace(place, () => `<script type="application/json" id="nn4n-inside">${jsonOf({open, lesson})}</script>`);
}

/**
 * What is inside this page: {open, lesson}. What is damaged is left out, and `problem` says so.
 * @param {string | undefined} text of the script; undefined when there is none
 */
export function readInside(text) {
  const nothing = {open: "", lesson: null, problem: ""};
  if (!text) return nothing;
  const damaged = {...nothing, problem: "What this file has inside is damaged, so it opens with the default experiment."};
  if (text.length > LONGEST_OPEN) return {...damaged, problem: "What this file has inside is too long to be read."};
  try {
    const found = JSON.parse(text);
    const {open = "", lesson = null} = isRecord(found) ? found : {open: null};
    return typeof open === "string" && (lesson === null || isRecord(lesson)) ? {open, lesson, problem: ""} : damaged;
  } catch {
    return damaged;
  }
}

/** The same of this document. */
export const inside = () => readInside(document.getElementById("nn4n-inside")?.textContent);
