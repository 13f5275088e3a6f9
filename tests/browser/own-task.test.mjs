// Tasks that a person makes without code: a table built by clicks, and trials out of a file.
import assert from "node:assert/strict";
import {writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {choose, click, locate, placeOf, scrollTo, type} from "./support/hands.mjs";
import {command, openPage, picture, start, state, textOf, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start({clipboard: true}); });
after(() => site?.close());

const desktop = {width: 1440, height: 900};
const table = async (page) => (await state(page)).experiment.task;

/** The custom task, chosen from the list, with its table open. */
async function openTable(viewport = desktop, theme = "dark") {
  const page = await openPage(site, {viewport, theme});
  if (await locate(page, "tab.build")) await click(page, "tab.build");
  await click(page, "task");
  const {y, height} = await placeOf(page, "task");
  await scrollTo(page, "choice.custom", "choice.custom", y + height);
  await click(page, "choice.custom");
  await click(page, "tab.table");
  return page;
}

/** Selects something of the table and types one of its fields. */
async function set(page, item, field, value) {
  await click(page, item);
  await scrollTo(page, `${item}${field}#value`, "panel.table");
  await type(page, `${item}${field}#value`, value, 2);
}

/** Presses Share and reads what a person would paste elsewhere. */
async function share(page) {
  await page.bringToFront();
  await page.click("#share");
  await page.waitForFunction(() => document.querySelector("#copy-why").textContent.startsWith("The link is copied."));
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press("Escape");
  return link;
}

test("a task is built by clicks, trained, and opened elsewhere from its link", async () => {
  const page = await openTable();
  await picture(page, "table-default");
  await click(page, "task.epochs[2]");
  await click(page, "table.add.epochs");
  await set(page, "task.epochs[3]", ".ms", "200");
  await type(page, "task.epochs[3].name", "Cue");
  await set(page, "task.epochs[3].inputs[0]", ".value[0]", "0.5");
  await set(page, "task.epochs[3].targets[1]", ".mask", "2");
  await type(page, "task.epochs[3].targets[1]", "0.1, 0.3", 2);
  await click(page, "table.add.inputs");
  await choose(page, "task.judge.rule", "threshold");
  await picture(page, "table-edited");

  const built = await state(page);
  assert.deepEqual(built.problems, []);
  const {epochs, inputs, judge} = built.experiment.task;
  assert.deepEqual(epochs.map(({name}) => name), ["Fixation", "Stimulus", "Delay", "Cue", "Decision"]);
  assert.equal(epochs[3].ms, 200);
  assert.deepEqual(epochs[3].inputs.map(({value}) => value), [[0.5], [0], [0], [0]]);
  assert.deepEqual(epochs[3].targets[1], {value: [0.1, 0.3], ramp: [], mask: 2});
  assert.deepEqual(epochs[1].inputs[1].value, [0.6, 0.4], "the other cells are as they were");
  assert.equal(inputs.length, 4);
  assert.equal(judge.rule, "threshold");

  await command(page, "run", 30);
  const trained = await state(page);
  assert.equal(trained.iteration, 30);
  const other = await openPage(site, {fragment: new URL(await share(page)).hash.slice(1)});
  const opened = await state(other);
  assert.deepEqual(opened.issues, []);
  assert.deepEqual(opened.experiment, trained.experiment);
  await command(other, "run", 30);
  assert.equal((await state(other)).fingerprint, trained.fingerprint);
  for (const each of [page, other]) {
    assert.deepEqual(each.problems, []);
    await each.close();
  }
});

test("every step of building a table can be undone", async () => {
  const page = await openTable();
  const before = await table(page);
  const steps = async () => (await state(page)).undo;
  const begun = await steps();
  await click(page, "table.add.outputs");
  await click(page, "table.back");
  await click(page, "task.epochs[0]");
  await click(page, "table.remove");
  await scrollTo(page, "table.add.conditions", "panel.table");
  await click(page, "table.add.conditions");
  assert.equal((await table(page)).conditions.length, 3);
  const count = await steps() - begun;
  assert.equal(count, 4);
  for (let k = 0; k < count; ++k) await command(page, "undo");
  assert.deepEqual(await table(page), before);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("a number that does not fit is explained where it stands", async () => {
  const page = await openTable();
  await type(page, "task.epochs[1].inputs[2]", "1, 2, 3", 2);
  const {problems} = await state(page);
  assert.equal(problems.length, 1);
  assert.match(problems[0].message, /has 3 elements; allowed 1, or 2, one per condition/);
  await click(page, "task.epochs[1].inputs[2]");
  await placeOf(page, "task.epochs[1].inputs[2].value#problem");
  await picture(page, "table-problem");
  await page.close();
});

const trials = `trial,step,in_fixation,in_cue,target_go,mask
${Array.from({length: 20}, (_, trial) => Array.from({length: 10}, (_, step) => [trial, step, Number(step < 7),
    Number(step > 1 && step < 4 && trial % 2), Number(step > 6 && trial % 2), Number(step > 6)].join(",")).join("\n"))
    .join("\n")}
`;

function file(name, text) {
  const path = join(tmpdir(), name);
  writeFileSync(path, text);
  return path;
}

/** Drops a file on the playground, as a browser reports it. */
const drop = (page, name, text) => page.evaluate((title, content) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([content], title));
  document.querySelector("#stage").dispatchEvent(new DragEvent("drop", {dataTransfer, cancelable: true, bubbles: true}));
}, name, text);

test("a CSV of trials is chosen, trained on, and its link says what it leaves out", async () => {
  const page = await openPage(site, {viewport: desktop, fragment: "v=0&task=data&network.areas.0.units=20"});
  const before = (await state(page)).experiment;
  const path = file("nn4n-trials.csv", trials);
  const [chooser] = await Promise.all([page.waitForFileChooser(), click(page, "trials.file")]);
  await chooser.accept([path]);
  const read = await untilState(page, ({experiment}) => experiment.task.inputs?.[1] === "cue");
  assert.deepEqual(read.experiment.task.outputs, ["go"]);
  assert.deepEqual({...read.experiment, task: before.task}, before, "all else stays");
  assert.equal(read.view.notice, "Read 20 trials of 10 steps, with 2 inputs and 1 output.");
  await picture(page, "own-data");
  await command(page, "run", 50);
  assert.equal((await state(page)).iteration, 50);

  const link = await share(page);
  assert.match(await textOf(page, "#copy-left-out"), /Data is too long for a link, which leaves it out; hand the file on as well\.$/);
  await picture(page, "own-data-shared");
  const other = await openPage(site, {viewport: desktop, fragment: new URL(link).hash.slice(1)});
  assert.match((await state(other)).issues[0].message, /task\.content is not in the link/);
  assert.match(await textOf(other, "#messages"), /is not in the link, it is too long for one/);
  assert.ok(await placeOf(other, "message.issues"));
  await picture(other, "own-data-left-out");
  await drop(other, "nn4n-trials.csv", trials);
  await untilState(other, ({experiment}) => experiment.task.inputs?.[1] === "cue");
  assert.deepEqual((await state(other)).experiment, (await state(page)).experiment);
  assert.deepEqual((await state(other)).issues, []);
  for (const each of [page, other]) {
    assert.deepEqual(each.problems, []);
    await each.close();
  }
});

test("a file that is no set of trials is refused in a sentence, and nothing is lost", async () => {
  const page = await openPage(site, {viewport: desktop, fragment: "v=0&seed=5"});
  const {experiment} = await state(page);
  const toasted = async (pattern) => {
    await page.waitForFunction((source) => new RegExp(source).test(document.querySelector("#toast").textContent), {},
        pattern.source);
    assert.deepEqual((await state(page)).experiment, experiment);
  };
  await drop(page, "half.csv", trials.replace("\n1,3,", "\n1,three,"));
  await toasted(/has "three" in line 15; allowed a number/);
  await picture(page, "own-data-refused");
  await drop(page, "birds.csv", "name,colour\nbird,blue\n");
  await toasted(/neither an experiment nor a run, weights, trials or a mask/);
  await drop(page, "weights.safetensors", "\u0008\0\0\0\0\0\0\0{}      ");
  await toasted(/recurrent_layer\.input_layer\.weight is missing/);
  await drop(page, "broken.npz", "PK\u0003\u0004");
  await toasted(/not a zip archive, cut off/);
  await drop(page, "long.csv", "x".repeat(17 * 1024 * 1024));
  await toasted(/long\.csv has 17\.0 MB; allowed 16\.0 MB/);
  assert.deepEqual(page.problems, []);
  await page.close();
});

const layouts = {
  "light-1440x900": {viewport: desktop, theme: "light"},
  "dark-1280x720": {viewport: {width: 1280, height: 720}},
  "dark-1024x768": {viewport: {width: 1024, height: 768}},
  "dark-1920x1080": {viewport: {width: 1920, height: 1080}},
  "dark-phone": {viewport: {width: 390, height: 844, deviceScaleFactor: 2, hasTouch: true, isMobile: true}},
};
for (const [name, {viewport, theme}] of Object.entries(layouts)) {
  test(`a table is edited at ${name}`, async () => {
    const page = await openTable(viewport, theme);
    await click(page, "task.epochs[1].inputs[1]");
    await picture(page, `table-${name}`);
    const last = await placeOf(page, "table.add.outputs");
    assert.ok(last.x + last.width <= viewport.width, "every button is on the screen");
    assert.deepEqual(page.problems, []);
    await page.close();
  });
}

test("a table is edited in the projector theme", async () => {
  const page = await openTable(desktop, "light");
  for (let presses = 0; presses < 3; ++presses) {
    if (await page.evaluate(() => document.documentElement.dataset.theme) === "projector") break;
    await page.click("#theme");
  }
  await click(page, "task.epochs[1].targets[1]");
  await picture(page, "table-projector");
  assert.equal((await state(page)).view.theme, "projector");
  await page.close();
});
