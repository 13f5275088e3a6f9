// The message tables: whatever is said in English is said in every other language, with the same names in it.
import assert from "node:assert/strict";
import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {describe, test} from "node:test";
import {root} from "./support/site.mjs";

const read = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));
const english = read("web/languages/en.json").messages;
const languages = readdirSync(join(root, "web/languages")).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5)).filter((one) => one !== "en");
const lessons = readdirSync(join(root, "web/lessons")).filter((name) => name.endsWith(".en.json")).map((name) => name.slice(0, -8));
const namesIn = (message) => [...new Set([...JSON.stringify(message).matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();

/** What of a lesson is the same in every language. */
function bones(lesson) {
  const asked = ({kind, options, answer, tolerance}) => ({kind, options: options?.length, answer, tolerance});
  const {key, order, minutes, open, show, lock, aims, steps} = lesson;
  return {key, order, minutes, open, show, lock, aims: aims.length, steps: steps.map((step) => ({open: step.open, show: step.show, lock: step.lock, point: step.point, run: step.run,
    hints: step.hints?.length, questions: step.questions?.map(asked), checks: step.checks?.map(({predicate}) => predicate), equations: step.text.match(/\$[^$]+\$/g)?.length}))};
}

describe("the message tables", () => {
  test("there is more than one language, and ten lessons", () => {
    assert.ok(languages.includes("es"));
    assert.equal(lessons.length, 10);
  });
  for (const language of languages) {
    test(`${language} has every message, with the same names and all plural forms`, () => {
      const table = read(`web/languages/${language}.json`).messages;
      assert.deepEqual(Object.keys(english).filter((key) => !Object.hasOwn(table, key)), [], "missing");
      assert.deepEqual(Object.keys(table).filter((key) => !Object.hasOwn(english, key)), [], "unknown");
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      for (const [key, message] of Object.entries(english)) {
        assert.deepEqual(namesIn(table[key]), namesIn(message), key);
        if (typeof message === "object") assert.deepEqual(forms.filter((form) => !table[key][form]), [], key);
      }
    });
    test(`${language} has every lesson, step for step`, () => {
      for (const key of lessons) {
        const [own, other] = [read(`web/lessons/${key}.en.json`), read(`web/lessons/${key}.${language}.json`)];
        assert.deepEqual(bones(other), bones(own), key);
        assert.equal(other.language, language);
        const {sentences} = read(`web/languages/${language}.json`);
        const named = [...JSON.stringify(other).matchAll(/\*{1,2}([A-Z][^*]+)\*{1,2}/g)].map(([, name]) => name);
        assert.deepEqual(named.filter((name) => Object.hasOwn(sentences, name) && sentences[name] !== name), [], `${key} names what the page calls otherwise`);
        for (const [k, step] of other.steps.entries()) assert.notEqual(step.text, own.steps[k].text, `${key}, step ${k + 1}`);
      }
    });
  }
});
