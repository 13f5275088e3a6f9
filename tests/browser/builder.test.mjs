// A lesson built by clicks, handed out as a link, opened by a student elsewhere, finished, and checked by the teacher.
import assert from "node:assert/strict";
import {after, before, describe, test} from "node:test";
import {deflateRawSync} from "node:zlib";
import {remedy, startIn} from "./support/engines.mjs";
import {command, notRun, openPage, picture, start, state} from "./support/site.mjs";

const fragmentOf = (link) => link.slice(link.indexOf("#") + 1);
const pack = (value) => deflateRawSync(JSON.stringify(value)).toString("base64url");

async function write(page, key, text) {
  await page.$eval(`#builder [data-key="${key}"]`, (field, value) => {
    field.value = value;
    field.dispatchEvent(new Event("input", {bubbles: true}));
  }, text);
}
const press = (page, key) => page.$eval(`#builder [data-key="${key}"]`, (found) => found.click());

describe("the builder", () => {
  let site;
  before(async () => { site = await start(); });
  after(() => site.close());

  /** The teacher reads the link of a lesson and that of a student who has done it. */
  async function check(teacher, link, done) {
    await teacher.evaluate(() => { location.hash = "class"; });
    await teacher.waitForSelector("#class-links");
    await teacher.$eval("#class-links", (box, text) => { box.value = text; }, `${link} ${done}`);
    await teacher.click('[data-key="class.read"]');
    const checked = () => /2 of 2/.test(document.querySelector("#class-found tbody")?.textContent);
    await teacher.waitForFunction(checked, {polling: 100}).catch(async () =>
      assert.fail(await teacher.evaluate(() => document.querySelector("#class-links")?.closest("dialog")?.textContent)));
  }
  let link = null;  // of the lesson that the first test makes

  test("makes a lesson that a student can finish and a teacher can check", async () => {
    const teacher = await openPage(site, {theme: "light"});
    await teacher.click("#lessons-button");
    await teacher.waitForSelector('dialog[open] [data-key="build"]');
    await teacher.click('dialog[open] [data-key="build"]');
    await teacher.waitForSelector("#builder");
    await command(teacher, "open", "v=0&task=gonogo&network.areas.0.units=6&network.areas.1.units=6&training.batch=8&training.validation_interval=10&seed=3");
    await write(teacher, "title", "My lesson");
    await write(teacher, "key", "mine");
    await write(teacher, "step-title", "Train it");
    await write(teacher, "text", "Train **this** network.\n\n<img src=x onerror=alert(1)>");
    assert.equal(await teacher.$eval("#builder .preview", (one) => one.querySelectorAll("strong").length), 1);
    assert.equal(await teacher.$eval("#builder .preview", (one) => one.querySelectorAll("img").length), 0, "HTML stays text");
    await press(teacher, "take");
    await teacher.waitForFunction(() => document.querySelector("#builder").textContent.includes("a network of its own"));
    await press(teacher, "add-question");
    await write(teacher, "question0", "What will happen?");
    await write(teacher, "options0", "It learns\nIt does not learn");
    await command(teacher, "run", 10);
    await press(teacher, "require");
    await teacher.waitForSelector('#builder [data-key="check0"]');
    assert.match(await teacher.$eval('#builder [data-key="check0"]', ({value}) => value), /^accuracy >= 0\.\d+$|^accuracy >= 0$/);
    await press(teacher, "add-check");
    await write(teacher, "check1", "iteration >= 10");
    await write(teacher, "words1", "Train for 10 iterations");
    await picture(teacher, "builder");
    await press(teacher, "hand");
    await teacher.waitForSelector('#builder [data-key="file"]');
    await teacher.evaluate(() => {
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => { window.saved = blob.text(); return make.call(URL, blob); };
    });
    await press(teacher, "file");
    const file = JSON.parse(await teacher.evaluate(() => window.saved));
    assert.equal(file.program, await teacher.$eval("#about-program", ({textContent}) => textContent), "a file says who wrote it");
    await teacher.waitForSelector("#build-link");
    link = await teacher.$eval("#build-link", ({value}) => value);
    assert.match(link, /#lesson=~[\w-]+$/);
    assert.match(await teacher.$eval("#build-frame", ({value}) => value), /^<iframe src="http/);
    await teacher.waitForSelector("#build-code svg");  // a short link has a code to scan, which is loaded when it is asked for

    const student = await openPage(site, {fragment: fragmentOf(link), theme: "light"});
    await student.waitForFunction(() => window.playground.state().lesson?.key === "mine");
    assert.deepEqual((await state(student)).lesson.checks.map(({passed}) => passed), [false, false]);
    await command(student, "run", 10);
    assert.match(await student.$eval("#lesson .check", (one) => one.textContent), /State your prediction first|Now|State/);
    await student.$eval('#lesson [data-key="q0.0"]', (one) => one.click());
    await student.waitForFunction(() => window.playground.state().lesson.completion, {polling: 100});
    const done = await student.$eval("#completion-link", ({value}) => value);
    assert.deepEqual(student.problems, []);

    // The teacher's page does not know this lesson until its file was opened; its link names it.
    await check(teacher, link, done);
    assert.deepEqual(teacher.problems, []);
  });

  for (const engine of ["Firefox", "WebKit"]) {
    test(`the same lesson is done by a student with ${engine}, and checked by the teacher`, async (t) => {
      const elsewhere = await startIn(engine);
      if (!elsewhere) return notRun(t, `it needs ${remedy[engine]}`);
      t.after(() => elsewhere.close());
      const student = await openPage(elsewhere, {fragment: fragmentOf(link), theme: null});
      await student.waitForFunction(() => window.playground.state().lesson?.key === "mine");
      const choose = () => student.evaluate(() => document.querySelector('#lesson [data-key="q0.0"]').click());
      await choose();
      await student.waitForFunction(() => !document.querySelector('#lesson [data-key="q0.0"]')?.isConnected ||
        document.querySelector("#lesson .lesson-card.done"), {polling: 100});
      await command(student, "run", 10);
      await student.waitForFunction(() => window.playground.state().lesson.completion, {polling: 100});
      const done = await student.evaluate(() => document.querySelector("#completion-link").value);
      const teacher = await openPage(site);
      await check(teacher, link, done);
      assert.deepEqual(teacher.problems, []);
      return undefined;
    });
  }

  test("a lesson that is open can be reset, left and edited", async () => {
    const page = await openPage(site, {fragment: "lesson=excitation-inhibition"});
    await page.waitForFunction(() => window.playground.state().lesson);
    await command(page, "intervene", "silence:Decision/I");
    await page.click('#lesson [data-key="reset"]');
    await page.waitForFunction(() => window.playground.state().interventions.length === 0, {polling: 100});
    await page.click('#lesson [data-key="full"]');
    await page.waitForFunction(() => window.playground.state().lesson === null);
    assert.equal(await page.$("#lesson"), null);
    assert.equal((await state(page)).experiment.network.areas[0].units, 16, "the network stays");
    await page.waitForFunction(() => !location.hash.includes("lesson="));  // the address follows a moment later
    await page.evaluate(() => { location.hash = "lesson=excitation-inhibition"; });
    await page.waitForFunction(() => window.playground.state().lesson, {polling: 100});
    await page.click('#lesson [data-key="edit"]');
    await page.waitForSelector('#builder [data-key="title"]');
    assert.equal(await page.$eval('#builder [data-key="title"]', ({value}) => value), "Excitation, inhibition and Dale's law");
  });

  test("answers lessons that are damaged, too long or of wrong types with a sentence, and leaves the run as it is", async () => {
    const page = await openPage(site, {fragment: "v=0&seed=7"});
    const whole = {nn4n_lesson: 0, key: "a", title: "A", minutes: 1, steps: [{title: "T", text: "x"}]};
    const wrong = [{...whole, nn4n_lesson: 1}, {...whole, key: "A B"}, {...whole, title: 7}, {...whole, minutes: "1"}, {...whole, steps: []}, {...whole, steps: {}},
      {...whole, steps: Array(21).fill(whole.steps[0])}, {...whole, steps: [{...whole.steps[0], text: "x".repeat(4001)}]}, {...whole, steps: [{...whole.steps[0], extra: 1}]},
      {...whole, steps: [{...whole.steps[0], questions: [{kind: "other", words: "x"}]}]}, {...whole, steps: [{...whole.steps[0], questions: [{kind: "choice", words: "x", options: ["a"], answer: 0}]}]},
      {...whole, steps: [{...whole.steps[0], questions: [{kind: "choice", words: "x", options: ["a", "b"], answer: 2}]}]}, {...whole, steps: [{...whole.steps[0], questions: [{kind: "number", words: "x", answer: "1", tolerance: 0}]}]},
      {...whole, steps: [{...whole.steps[0], checks: [{predicate: "", words: "x"}]}]}, {...whole, steps: [{...whole.steps[0], point: "a b<"}]}, {...whole, steps: [null]}, [], null, 7, "x"];
    const good = pack({...whole, program: "NN4N Playground, of another build"});
    const said = async (fragment) => {
      await page.evaluate((text) => { document.getElementById("toast").textContent = ""; location.hash = text; }, fragment);
      await page.waitForFunction(() => document.getElementById("toast").textContent !== "", {polling: 50});
      return page.$eval("#toast", ({textContent}) => textContent);
    };
    for (const value of wrong) assert.match(await said(`lesson=~${pack(value)}`), /cannot be opened: .+\.$/, JSON.stringify(value)?.slice(0, 80));
    for (let length = 1; length < good.length - 2; length += 9) assert.match(await said(`lesson=~${good.slice(0, length)}`), /cannot be/);
    assert.match(await said(`lesson=~${pack("x".repeat(4_000_000))}`), /cut off/);
    assert.match(await said("lesson=nowhere"), /There is no lesson “nowhere”/);
    const {lesson, experiment} = await state(page);
    assert.equal(lesson, null);
    assert.equal(experiment.seed, 7);
    assert.deepEqual(page.problems, []);
    await page.evaluate((text) => { location.hash = text; }, `lesson=~${good}`);
    await page.waitForFunction(() => window.playground.state().lesson?.key === "a");
  });
});
