// What a teacher does: opens what students handed in, one or a class, and sees who did what.
import assert from "node:assert/strict";
import {after, before, describe, test} from "node:test";
import {openPage, picture, start} from "./support/site.mjs";
import {doStep, lessonFile} from "./support/student.mjs";
import {deflateRawSync, inflateRawSync} from "node:zlib";

const pack = (value) => deflateRawSync(JSON.stringify(value)).toString("base64url");
const unpack = (link) => JSON.parse(inflateRawSync(Buffer.from(link.match(/done=([\w-]+)/)[1], "base64url")).toString());

/** A class that did the lesson "learning" with as many seeds: what the page makes, with other networks in it. */
function classOf(count) {
  const network = (seed) => `v=0&network.areas=1&network.areas.0.name=Cortex&network.areas.0.units=8&network.areas.0.input=true&network.areas.0.readout=true&seed=${seed}`;
  return Array.from({length: count}, (_, n) => {
    const accuracy = 0.6 + 0.01 * n;
    const step = (iterations) => ({link: `${network(n + 1)}&iterations=${iterations}`, iteration: iterations, accuracy, fingerprint: n === 0 ? "00000000" : "", seed: n + 1});
    return `https://example.org/#done=${pack({nn4n_done: 0, lesson: "learning", title: "x", name: `Student ${n}`, answers: [[n % 3], [1], [1, "Because <b>noise</b>."], [n % 2], []],
      steps: [step(1), null, null, null, null], link: step(1).link, curve: [[0, 0.5], [50, accuracy]]})}`;
  });
}

const rows = (page) => page.$$eval("#class-found tbody tr", (all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));

describe("the teacher's page", () => {
  let site;
  before(async () => { site = await start(); });
  after(() => site.close());

  test("opens a completion link, replays the networks and evaluates the checks again", async () => {
    const student = await openPage(site, {fragment: "lesson=continuous-time"});
    const lesson = lessonFile("continuous-time");
    const link = await (await import("./support/student.mjs")).doLesson(student, lesson);
    const teacher = await openPage(site, {fragment: link.slice(link.indexOf("#") + 1), theme: "light"});
    await teacher.waitForFunction(() => document.querySelector("#class-found tbody")?.textContent.includes("4 of 4"), {polling: 100});
    assert.match(await teacher.$eval("dialog[open]", (one) => one.textContent), /no proof of who did the work/);
    const [row] = await rows(teacher);
    assert.equal(row[1], lesson.title);
    assert.match(row[5], /same network/);
    assert.deepEqual(teacher.problems, []);
    // A link that claims more than its network shows does not pass.
    const done = unpack(link);
    done.steps[1].link = done.steps[1].link.replace("tau_ms=50", "tau_ms=60");
    const cheat = await openPage(site, {fragment: `done=${pack(done)}`});
    await cheat.waitForFunction(() => / of 4/.test(document.querySelector("#class-found tbody")?.textContent), {polling: 100});
    assert.match((await rows(cheat))[0][5], /^3 of 4/);
  });

  test("turns thirty completion links into a table and plots", async () => {
    const page = await openPage(site, {fragment: "class", theme: "light"});
    await page.waitForSelector("#class-links");
    const csv = classOf(30).map((link, n) => `${n},"${link}",ok`).join("\n");
    await page.$eval("#class-links", (box, text) => { box.value = text; }, csv);
    await page.click('[data-key="class.read"]');
    await page.waitForFunction(() => document.querySelectorAll("#class-found tbody tr").length === 30);
    assert.match(await page.$eval("#class-said", (one) => one.textContent), /30 completion links/);
    assert.equal(await page.$$eval("#class-found polyline.curve", (all) => all.length), 30);
    const answers = await page.$eval("#class-found", (one) => one.textContent);
    assert.match(answers, /In about half of the trials ✓: 10 students/);
    assert.match(answers, /Because <b>noise<\/b>\.: 30 students/);
    assert.match(answers, /30 different seeds; accuracy 60 % to 89 %/);
    await page.waitForFunction(() => ![...document.querySelectorAll("#class-found tbody td")].some((cell) => cell.textContent === "being evaluated"), {polling: 200});
    const seen = (await rows(page)).map((cells) => cells[5]);
    assert.match(seen[0], /^1 of \d The replay gives another network/);
    assert.match(seen[1], /^1 of \d$/);
    await page.$eval(".lesson-plots", (one) => one.scrollIntoView({block: "end"}));
    await picture(page, "class");
    assert.deepEqual(page.problems, []);
  });

  test("answers damaged, oversized and foreign links with a sentence", async () => {
    const page = await openPage(site, {fragment: "class"});
    await page.waitForSelector("#class-links");
    const said = async (text) => {
      await page.$eval("#class-links", (box, value) => { box.value = value; }, text);
      await page.click('[data-key="class.read"]');
      await page.waitForFunction(() => document.querySelector("#class-said").textContent !== "");
      const words = await page.$eval("#class-said", (one) => one.textContent);
      await page.$eval("#class-said", (one) => { one.textContent = ""; });
      return words;
    };
    const [good] = classOf(1);
    assert.match(await said("nothing"), /no completion link/);
    assert.match(await said(good.slice(0, -40)), /1 link could not be read.*cut off/);
    assert.match(await said(`#done=${pack({nn4n_done: 0, lesson: 7, steps: [], answers: []})}`), /cut off/);
    assert.match(await said(`#done=${pack({nn4n_done: 0, lesson: "learning", steps: [{link: 3}], answers: []})}`), /cut off/);
    assert.match(await said(`#done=${pack(" ".repeat(5_000_000))}`), /cut off/);
    assert.match(await said(`#done=${"A".repeat(70_000)}`), /cut off/);
    assert.match(await said(`${good} #done=AAAAAAAAAA`), /1 completion link was read.*1 link could not be read/);
    const broken = unpack(good);
    broken.steps[0].link = "v=0&weights=AAAA";
    assert.match(await said(`#done=${pack(broken)}`), /1 completion link was read/);
    await page.waitForFunction(() => /^0 of/.test(document.querySelector("#class-found tbody tr").cells[5].textContent), {polling: 100});
    assert.deepEqual(page.problems, []);
  });
});
