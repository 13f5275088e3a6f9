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
    for (const language of ["en", "es"]) {
      test(`${key} can be finished in ${language}, and its completion link holds the work`, async () => {
        const prepare = (page) => page.evaluateOnNewDocument((wanted) => localStorage.setItem("nn4n.language", wanted), language);
        const page = await openPage(site, {fragment: `lesson=${key}`, theme: "light", prepare});
        const lesson = lessonFile(key, language);
        const last = lesson.steps.length - 1;
        const link = await doLesson(page, lesson, {seen: async (k) => {
          assert.equal(await page.$eval("#lesson h2", (one) => one.textContent), lesson.steps[k].title);
          if (k === 0 || k === last) await picture(page, `lesson-${key}-${k + 1}-${language}`);
        }});
        assert.match(link, /#done=[\w-]{100,}$/);
        const {lesson: now} = await state(page);
        assert.deepEqual(Object.keys(now), ["key", "step", "steps", "checks", "completion"]);
        assert.equal(now.step, lesson.steps.length);
        assert.ok(now.checks.length > 0 && now.checks.every(({passed}) => passed));
        assert.deepEqual(page.problems, []);
        await page.close();
      });
    }
  }

  test("a step is not done by itself: nothing holds before the student has tried", async () => {
    for (const key of ["learning", "excitation-inhibition", "silencing", "cost"]) {
      const page = await openPage(site, {fragment: `lesson=${key}`});
      await page.waitForFunction(() => window.playground.state().lesson);
      await page.evaluate(() => new Promise((done) => setTimeout(done, 1500)));
      const {checks, completion} = (await state(page)).lesson;
      assert.ok(checks.some(({passed}) => !passed), key);
      assert.equal(completion, null);
      await page.close();
    }
  });

  test("what was done is there again after a reload, and a wrong answer is said to be wrong", async () => {
    const page = await openPage(site, {fragment: "lesson=continuous-time"});
    await page.waitForSelector('#lesson [data-key="q1.0"]');
    await page.click('#lesson [data-key="q1.0"]');
    assert.match(await page.$eval("#lesson", (one) => one.textContent), /not right yet/);
    await page.click('#lesson [data-key="q1.1"]');
    await page.click('#lesson [data-key="next"]');
    await page.waitForFunction(() => window.playground.state().lesson.step === 2);
    await page.reload();
    await page.waitForFunction(() => window.playground?.state().lesson?.step === 2);
    assert.equal(await page.evaluate(() => location.hash), "#lesson=continuous-time", "the address stays the lesson's");
    await page.click('#lesson [data-key="back"]');
    assert.equal(await page.$eval('#lesson [data-key="q1.1"]', (one) => one.ariaPressed), "true");
  });

  test("a lesson opens from the query of an address, and from a link that is opened by hand", async () => {
    const page = await openPage({...site, url: `${site.url}?s=lesson%3Dcost`});
    await page.waitForFunction(() => window.playground.state().lesson?.key === "cost");
    await page.evaluate(() => window.playground.command("open", "https://example.org/any#lesson=silencing"));
    await page.waitForFunction(() => window.playground.state().lesson?.key === "silencing");
    await page.evaluate(() => window.playground.command("open", "https://[#lesson=silencing").catch(() => {}));
    assert.equal(await page.evaluate(() => window.playground.state().lesson.key), "silencing");
  });

  test("a lesson prints with its plots", async () => {
    const page = await openPage(site, {fragment: "lesson=psychometric", theme: "dark"});
    await page.waitForSelector('#lesson [data-key="print"]');
    await page.evaluate(() => { window.print = () => {}; });
    await page.click('#lesson [data-key="print"]');
    await page.waitForSelector(".lesson-paper img", {timeout: 20_000});
    assert.equal(await page.$$eval(".lesson-paper section", (all) => all.length), lessonFile("psychometric").steps.length);
    const paper = await page.$eval(".lesson-paper", (one) => one.outerHTML);
    for (const format of ["A4", "Letter"]) {
      await page.evaluate((html) => {  // what was printed is taken away
        if (document.querySelector(".lesson-paper")) return;
        document.body.append(new DOMParser().parseFromString(html, "text/html").querySelector(".lesson-paper"));
      }, paper);
      const bytes = await page.pdf({format, preferCSSPageSize: false});
      assert.equal(Buffer.from(bytes.subarray(0, 4)).toString(), "%PDF");
      assert.ok(bytes.length > 40_000, "the plots are in it");
    }
  });

  test("on a phone the lesson and the playground are two tabs", async () => {
    const page = await openPage(site, {fragment: "lesson=silencing", viewport: {width: 390, height: 844, isMobile: true, hasTouch: true}});
    await page.waitForSelector("#lesson");
    assert.ok(await page.$eval("#lesson", (one) => one.offsetHeight) > 300);
    await picture(page, "lesson-phone");
    await page.click('[data-key="sheet.playground"]');
    await page.waitForFunction(() => document.getElementById("lesson").offsetHeight === 0 && document.getElementById("canvas").clientHeight > 200);
    await picture(page, "lesson-phone-playground");
  });
});
