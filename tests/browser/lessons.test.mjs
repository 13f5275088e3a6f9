// Each lesson from its first step to its completion link, as a student goes through it.
import assert from "node:assert/strict";
import {after, before, describe, test} from "node:test";
import {openPage, picture, start, state} from "./support/site.mjs";
import {doLesson, lessonFile, tries} from "./support/student.mjs";

const only = process.env.NN4N_LESSON?.split(",");

describe("lessons", () => {
  let site;
  before(async () => { site = await start(); });
  after(() => site.close());

  for (const key of Object.keys(tries).filter((one) => !only || only.includes(one))) {
    test(`${key} can be finished, and its completion link holds the work`, async () => {
      const page = await openPage(site, {fragment: `lesson=${key}`, theme: "light"});
      const lesson = lessonFile(key);
      const last = lesson.steps.length - 1;
      const link = await doLesson(page, lesson, {seen: async (k) => {
        if (k === 0 || k === last) await picture(page, `lesson-${key}-${k + 1}`);
      }});
      await picture(page, `lesson-${key}-done`);
      assert.match(link, /#done=[\w-]{100,}$/);
      const {lesson: now} = await state(page);
      assert.deepEqual(Object.keys(now), ["key", "step", "steps", "checks", "completion"]);
      assert.equal(now.step, lesson.steps.length);
      assert.ok(now.checks.length > 0 && now.checks.every(({passed}) => passed));
      assert.deepEqual(page.problems, []);
      await page.close();
    });
  }
});
