// A student: reads a lesson in the page, answers, tries, and goes on when the step is done.
import assert from "node:assert/strict";
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {command, root} from "./site.mjs";

export const lessonFile = (key, language = "en") => JSON.parse(readFileSync(join(root, `web/lessons/${key}.${language}.json`), "utf8"));

/** What a student tries in the playground, by lesson and step. `run` presses the button of the step. */
export const tries = {
  "continuous-time": [[], [["set", {"network.areas.0.tau_ms": 50}]], [["set", {"network.dt_ms": 50}]], [["set", {"network.recurrent_weights.gain": 0.8}]],
    [["set", {"network.recurrent_weights.gain": 1.1}]]],
  learning: [[["step"]], "run", [], "run", [["reset"], ["set", {"training.learning_rate": 0.004}], "run"]],
  "excitation-inhibition": [[], [["intervene", "silence:Decision/I"]], [], [["intervene", ""], ["intervene", "silence:Sensory/I"]]],
  psychometric: [[], [], [], [["intervene", "excite:Decision/E/8=1"]]],
  "working-memory": [[], [], [], [["intervene", "scale:Cortex>Cortex=0.5"]]],
  context: [[], [], [], [["intervene", "scale:Cortex>Cortex=0.8"]], [["intervene", ""], ["intervene", "scale:Cortex>Cortex=0"]]],
  feedback: [[], [["intervene", "scale:Sensory>Decision=0"]], [["intervene", ""], ["intervene", "scale:Decision>Sensory=0"]], [["intervene", "scale:Decision>Sensory=0"]]],
  "time-constants": [[], [["set", {"network.areas.1.tau_ms": 400}]], "run", "run"],
  cost: [[], "run", "run", "run"],
  silencing: [[], [["intervene", "silence:Association"]], [["intervene", ""], ["intervene", "silence:Association/I"]], [["intervene", ""], ["intervene", "silence:Decision/I"]], []],
};

const pressed = (page, key) => page.$eval(`#lesson [data-key="${key}"]`, (found) => found.click());

async function answer(page, asked, i) {
  if (asked.options) return pressed(page, `q${i}.${asked.answer ?? 0}`);
  const text = asked.kind === "number" ? String(asked.answer) : "This is what I think about it.";
  await page.$eval(`#lesson [data-key="q${i}"]`, (field, value) => { field.value = value; }, text);
  return page.$eval(`#lesson [data-key="q${i}"]`, (field) => field.closest("form").requestSubmit());
}

async function tryOne(page, what) {
  if (what !== "run") return command(page, ...what);
  const before = await page.evaluate(() => window.playground.state().iteration);
  const wanted = before + await page.$eval('#lesson [data-key="run"]', (found) => Number(found.textContent.match(/\d[\d,.]*/)[0].replace(/[,.]/g, "")));
  await pressed(page, "run");
  return page.waitForFunction((to) => { const {iteration, status} = window.playground.state(); return iteration >= to && status !== "training"; }, {polling: 100}, wanted);
}

const shown = (page) => page.evaluate(() => [...document.querySelectorAll("#lesson .lesson-card, #lesson .lesson-said")].map((card) => card.textContent).join("\n"));

/** Does a step as a student would; at its end every card of it is done. */
export async function doStep(page, lesson, k, {actions = tries[lesson.key][k] ?? []} = {}) {
  for (const [i, asked] of (lesson.steps[k].questions ?? []).entries()) await answer(page, asked, i);
  for (const what of actions === "run" ? ["run"] : actions) await tryOne(page, what);
  const done = () => document.querySelectorAll("#lesson .lesson-card:not(.done)").length === 0;
  await page.waitForFunction(done, {polling: 100}).catch(async () => assert.fail(`${lesson.key}, step ${k + 1}, is not done:\n${await shown(page)}`));
}

export const next = async (page, k) => {
  await pressed(page, "next");
  await page.waitForFunction((step) => window.playground.state().lesson.step === step, {}, k + 2);
  await page.evaluate(() => new Promise((done) => setTimeout(done, 300)));  // the step opens its network
};

/** Does a whole lesson; resolves with the completion link. */
export async function doLesson(page, lesson, {seen = async () => {}, actions = tries[lesson.key]} = {}) {
  await page.waitForFunction((key) => window.playground.state().lesson?.key === key, {}, lesson.key);
  for (const k of lesson.steps.keys()) {
    await seen(k);
    await doStep(page, lesson, k, {actions: actions[k] ?? []});
    if (k + 1 < lesson.steps.length) await next(page, k);
  }
  await page.waitForFunction(() => window.playground.state().lesson.completion, {polling: 100});
  return page.$eval("#completion-link", (box) => box.value);
}
