// A lesson as data: {"nn4n_lesson": 0, key, title, minutes, aims, language, open, show, lock, steps, teacher, math}.
//
// Lessons come from strangers: everything is read strictly, within limits, and what is wrong is a sentence. A lesson holds
// text and numbers only; nothing of it is run, and no address in it is fetched.
//
//   step      {title, text (Markdown), open?, show?, lock?, point?, run?, hints?, questions?, checks?}
//   question  {kind: "choice", words, options, answer, explain?}     answer: the index of the right option
//             {kind: "prediction", words, options, explain?}         stated before the checks of its step count
//             {kind: "number", words, answer, tolerance, unit?, explain?}
//             {kind: "sentence", words}
//   check     {predicate, words}                                     src/lesson/predicate.h
//   run       a button of the lesson trains for so many iterations
import {deflateSync, Inflate} from "../fflate.js";
import {t} from "./words.js";

export const LONGEST_LESSON = 64 * 1024;
const LONGEST_PACKED = 64 * 1024;
const MOST_STEPS = 20;

export class LessonError extends Error {}

const refuse = (where, words) => {
  throw new LessonError(t("format.wrong", {where, words}));
};

function text(value, where, longest, {least = 1} = {}) {
  if (typeof value !== "string") refuse(where, t("format.text"));
  if (value.length < least || value.length > longest) refuse(where, t("format.length", {count: value.length, least, most: longest}));
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(value)) refuse(where, t("format.control"));
  return value;
}
function numeral(value, where, least, most) {
  if (typeof value !== "number" || !Number.isFinite(value) || value < least || value > most) refuse(where, t("format.number", {least, most}));
  return value;
}
function list(value, where, most, each) {
  if (value === undefined) return [];
  if (!Array.isArray(value)) refuse(where, t("format.list"));
  if (value.length > most) refuse(where, t("format.many", {count: value.length, most}));
  return value.map((one, index) => each(one, `${where}[${index}]`));
}
function object(value, where, known) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) refuse(where, t("format.object"));
  for (const key of Object.keys(value)) if (!known.includes(key)) refuse(`${where}.${key}`, t("format.unknown", {known: known.join(", ")}));
  return value;
}
const optional = (value, read) => value === undefined ? undefined : read(value);
const short = (value, where) => text(value, where, 300);
const pathOf = (value, where) => /^[\w.[\]>/-]{1,80}$/.test(text(value, where, 80)) ? value : refuse(where, t("format.path"));

function question(value, where) {
  object(value, where, ["kind", "words", "options", "answer", "tolerance", "unit", "explain"]);
  const found = {kind: value.kind, words: text(value.words, `${where}.words`, 600), explain: optional(value.explain, (one) => text(one, `${where}.explain`, 1000))};
  if (value.kind === "sentence") return found;
  if (value.kind === "number") {
    return {...found, answer: numeral(value.answer, `${where}.answer`, -1e9, 1e9), tolerance: numeral(value.tolerance, `${where}.tolerance`, 0, 1e9),
      unit: optional(value.unit, (one) => text(one, `${where}.unit`, 24))};
  }
  if (value.kind !== "choice" && value.kind !== "prediction") refuse(`${where}.kind`, t("format.kind"));
  const options = list(value.options, `${where}.options`, 8, short);
  if (options.length < 2) refuse(`${where}.options`, t("format.options"));
  if (value.kind === "prediction") return {...found, options};
  const answer = numeral(value.answer, `${where}.answer`, 0, options.length - 1);
  return {...found, options, answer: Number.isInteger(answer) ? answer : refuse(`${where}.answer`, t("format.whole"))};
}

function step(value, where) {
  object(value, where, ["title", "text", "open", "show", "lock", "point", "run", "hints", "questions", "checks"]);
  return {
    title: text(value.title, `${where}.title`, 120),
    text: text(value.text, `${where}.text`, 4000),
    open: optional(value.open, (one) => text(one, `${where}.open`, 16 * 1024)),
    show: optional(value.show, (one) => list(one, `${where}.show`, 24, pathOf)),
    lock: optional(value.lock, (one) => list(one, `${where}.lock`, 24, pathOf)),
    point: optional(value.point, (one) => pathOf(one, `${where}.point`)),
    run: optional(value.run, (one) => Number.isInteger(numeral(one, `${where}.run`, 1, 5000)) ? one : refuse(`${where}.run`, t("format.whole"))),
    hints: list(value.hints, `${where}.hints`, 5, (one, at) => text(one, at, 1000)),
    questions: list(value.questions, `${where}.questions`, 5, question),
    checks: list(value.checks, `${where}.checks`, 10, (one, at) => {
      object(one, at, ["predicate", "words"]);
      return {predicate: text(one.predicate, `${at}.predicate`, 400), words: short(one.words, `${at}.words`)};
    }),
  };
}

const sheet = (value) => {
  object(value, "teacher", ["answers", "misconceptions", "variations", "sources", "measured"]);
  return Object.fromEntries(Object.entries(value).map(([key, some]) => [key, list(some, `teacher.${key}`, 12, (one, at) => text(one, at, 1500))]));
};

/** Reads a value that claims to be a lesson, or throws a LessonError with a sentence. */
export function readLesson(value) {
  object(value, "lesson", ["program", "nn4n_lesson", "key", "order", "title", "minutes", "aims", "language", "open", "show", "lock", "steps", "teacher", "math"]);
  if (value.nn4n_lesson !== 0) refuse("nn4n_lesson", t("format.version"));
  if (JSON.stringify({...value, math: undefined}).length > LONGEST_LESSON) refuse("lesson", t("format.long", {most: LONGEST_LESSON}));
  const steps = list(value.steps, "steps", MOST_STEPS, step);
  if (steps.length === 0) refuse("steps", t("format.steps"));
  return {
    nn4n_lesson: 0,
    key: /^[a-z0-9-]{1,40}$/.test(text(value.key, "key", 40)) ? value.key : refuse("key", t("format.key")),
    title: text(value.title, "title", 120),
    minutes: numeral(value.minutes, "minutes", 1, 600),
    aims: list(value.aims, "aims", 8, short),
    language: /^[a-z]{2,3}$/.test(value.language ?? "en") ? value.language ?? "en" : refuse("language", t("format.language")),
    open: text(value.open ?? "", "open", 16 * 1024, {least: 0}),
    show: list(value.show, "show", 24, pathOf),
    lock: list(value.lock, "lock", 24, pathOf),
    steps,
    teacher: sheet(value.teacher ?? {}),
    math: optional(value.math, (math) => Object.fromEntries(Object.entries(object(math, "math", Object.keys(math))).map(([tex, ml]) => [tex, text(ml, "math", 8000)]))),
  };
}

/** The lesson as it is handed on: without what the build made of its equations and without empty lists. */
function bare(value) {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).filter(([key, one]) => key !== "math" && one !== undefined && !(Array.isArray(one) && one.length === 0 && key !== "show"))
      .map(([key, one]) => [key, bare(one)]));
}

/** The text of a lesson's file. Its first key says which program wrote it, if that is given; readers take no notice of it. */
export const lessonJson = (lesson, program) => JSON.stringify({program, ...bare(lesson)}, null, 1);

// Packed into links ---------------------------------------------------------------------------------------------------

const toBase64Url = (bytes) => {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

export const pack = (value) => toBase64Url(deflateSync(new TextEncoder().encode(JSON.stringify(value)), {level: 9}));

/** The value that was packed. What is longer than `most` bytes is given up while it is unpacked. */
export function unpack(packed, most) {
  const damaged = () => new LessonError(t("format.damaged"));
  if (packed.length > LONGEST_PACKED || !/^[\w-]+$/.test(packed)) throw damaged();
  const parts = [];
  let size = 0;
  let ended = false;
  const inflate = new Inflate((part, final) => {
    size += part.length;
    if (size > most) throw damaged();
    parts.push(part);
    ended = final;
  });
  try {
    const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    for (let at = 0; at < bytes.length; at += 1024) inflate.push(bytes.subarray(at, at + 1024), at + 1024 >= bytes.length);
    if (!ended) throw damaged();
    const whole = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return JSON.parse(new TextDecoder("utf-8", {fatal: true}).decode(whole));
  } catch {
    throw damaged();
  }
}

export const packLesson = (lesson) => `lesson=~${pack(bare(lesson))}`;
export const unpackLesson = (packed) => readLesson(unpack(packed, LONGEST_LESSON));

/** A file of a lesson, or an object that stands in the page. */
export function lessonFromText(content) {
  if (content.length > 2 * LONGEST_LESSON) refuse("lesson", t("format.long", {most: LONGEST_LESSON}));
  let value;
  try {
    value = JSON.parse(content);
  } catch {
    throw new LessonError(t("format.json"));
  }
  return readLesson(value);
}
