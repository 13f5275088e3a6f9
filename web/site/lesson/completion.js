// The completion link: what a student hands in. It holds the answers, and for every step with checks the link of the network
// with which they held, so that anybody can evaluate them again. It is no proof of who did the work.
//
//   {nn4n_done: 0, lesson, title, name, answers: [step][question], steps: [null or {link, iteration, accuracy, fingerprint}],
//    curve: [[iteration, accuracy], …]}
import {LessonError, pack, unpack} from "./format.js";
import {t} from "./words.js";

const LONGEST_COMPLETION = 128 * 1024;  // unpacked; src/cli/check.cpp reads no longer ones
const MOST_POINTS = 30;

/** The fragment of the completion link of a lesson that is done. */
export async function completionOf(lesson, {answers, work, name}) {
  const curve = work.findLast((one) => one?.curve?.length > 1)?.curve ?? [];
  const steps = work.map((one) => one && {link: one.link, iteration: one.iteration, accuracy: one.accuracy, fingerprint: one.fingerprint, seed: one.seed});
  const last = steps.findLast(Boolean);
  return `done=${pack({nn4n_done: 0, lesson: lesson.key, title: lesson.title, name, answers, steps, link: last?.link ?? "", curve: curve.slice(0, MOST_POINTS)})}`;
}

/** Without the trained weights but those of the last step, for a storage that is small. */
export function shorter(fragment) {
  const done = readCompletion(fragment);
  const bare = (link) => link.replace(/&weights=[^&]*/, "");
  const last = done.steps.findLastIndex(Boolean);
  done.steps = done.steps.map((one, k) => one && k !== last ? {...one, link: bare(one.link)} : one);
  done.curve = [];
  return `done=${pack(done)}`;
}

const wrong = () => new LessonError(t("done.damaged"));
const isText = (value, most) => typeof value === "string" && value.length <= most;
const isNumber = (value) => typeof value === "number" && Number.isFinite(value);

function readStep(one) {
  if (one === null) return null;
  if (typeof one !== "object" || !isText(one.link, 64 * 1024)) throw wrong();
  return {
    link: one.link, iteration: isNumber(one.iteration) ? one.iteration : 0, accuracy: isNumber(one.accuracy) ? one.accuracy : null,
    fingerprint: isText(one.fingerprint, 8) && /^[0-9a-f]*$/.test(one.fingerprint) ? one.fingerprint : "", seed: isNumber(one.seed) ? one.seed : null,
  };
}
const readAnswer = (one) => isNumber(one) ? one : isText(one, 600) ? one : null;

/** Reads a completion link, or its fragment, or throws a LessonError with a sentence. */
export function readCompletion(text) {
  const packed = String(text).trim().match(/(?:^|[#?&]|%23)done=([\w-]+)/)?.[1];
  if (!packed) throw new LessonError(t("done.none"));
  let value;
  try {
    value = unpack(packed, LONGEST_COMPLETION);
  } catch {
    throw wrong();
  }
  if (value === null || typeof value !== "object" || value.nn4n_done !== 0) throw wrong();
  if (!Array.isArray(value.steps) || value.steps.length > 20 || !Array.isArray(value.answers) || value.answers.length > 20) throw wrong();
  if (!isText(value.lesson, 40) || !isText(value.title ?? "", 120) || !isText(value.name ?? "", 80)) throw wrong();
  const curve = Array.isArray(value.curve) ? value.curve.slice(0, MOST_POINTS).filter((pair) => Array.isArray(pair) && isNumber(pair[0]) && isNumber(pair[1])).map(([x, y]) => [x, y]) : [];
  return {
    nn4n_done: 0, lesson: value.lesson, title: value.title ?? "", name: value.name ?? "", curve,
    answers: value.answers.map((list) => Array.isArray(list) ? list.slice(0, 5).map(readAnswer) : []),
    steps: value.steps.map(readStep), link: isText(value.link, 64 * 1024) ? value.link : "",
  };
}
