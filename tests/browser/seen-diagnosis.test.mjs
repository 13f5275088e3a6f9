// Failure is explained, at once and where it shows (number 5 of the list of what was seen).
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {click, locate, placeOf} from "./support/hands.mjs";
import {command, openPage, picture, settle, start, state, textOf, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start(); });
after(() => site?.close());

const small = "v=0&network.areas.0.units=16&network.areas.1.units=16&training.batch=16&training.validation_trials=32" +
    "&training.validation_interval=10&network.input_noise=0.01&training.schedule.kind=constant";
const density = (value) => Object.fromEntries([0, 1].flatMap((into) =>
  [0, 1].map((from) => [`network.connectivity.density[${into}][${from}]`, value])));

/** The places of all that is there whatever happens to a run. */
async function places(page) {
  await settle(page);
  const all = await page.evaluate(() => window.playground.places());
  return Object.fromEntries(Object.entries(all)
      .filter(([name]) => !/^(message|diagnosis|cure|mark)\./.test(name) && !/#changed$/.test(name)));
}

const keys = async (page) => (await state(page)).diagnoses.map(({key}) => key);
const marks = async (page) => {
  await settle(page);
  const all = await page.evaluate(() => window.playground.places());
  return Object.keys(all).filter((name) => name.startsWith("mark.")).sort();
};

test("seen 5: without a path from input to readout the page says so, and one button mends it", async () => {
  const page = await openPage(site, {fragment: small});
  assert.deepEqual(await keys(page), []);
  assert.doesNotMatch(await textOf(page, "#status"), /path/);
  const before = await places(page);
  assert.ok(Object.keys(before).length > 40);
  await command(page, "set", density(0));
  const [first, ...others] = (await state(page)).diagnoses;
  assert.deepEqual(others, []);
  assert.deepEqual(first, {key: "no_path", path: "network.connectivity.density[1][0]",
    message: "No path leads from any input to an output.",
    remedy: "Raise the density of a projection into Decision to 0.35."});
  await placeOf(page, "message.diagnosis.no_path");
  await placeOf(page, "diagnosis.no_path");
  assert.equal(await textOf(page, "#status"), "Ready. No path leads from any input to an output.");
  const after = await places(page);
  for (const [name, box] of Object.entries(before)) assert.deepEqual(after[name], box, `${name} has moved`);
  await picture(page, "seen-5-no-path");
  await click(page, "cure.no_path");
  const mended = await untilState(page, ({diagnoses, fingerprint}) => fingerprint !== null && diagnoses.length === 0);
  assert.equal(mended.experiment.network.connectivity.density[1][0], 0.35);
  await settle(page);
  assert.equal(await locate(page, "message.diagnosis.no_path"), null);
  assert.equal(await locate(page, "diagnosis.no_path"), null);
  await command(page, "undo");
  assert.deepEqual(await keys(page), ["no_path"]);
  await click(page, "message.diagnosis.no_path#close");
  assert.equal(await locate(page, "message.diagnosis.no_path"), null);
  await placeOf(page, "diagnosis.no_path");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("seen 5: a learning rate of 1 with noise of 1 is explained, marked and mended", async () => {
  const page = await openPage(site, {fragment: `${small}&training.learning_rate=1&network.recurrent_noise=1`});
  const before = await places(page);
  await command(page, "run", 80);
  const {diagnoses} = await state(page);
  assert.ok(diagnoses.length > 0 && diagnoses.length <= 2, JSON.stringify(diagnoses));
  for (const {key, message, remedy} of diagnoses) {
    assert.match(message, /^[A-Z0-9].*\.$/);
    assert.match(remedy, /\.$/);
    await placeOf(page, `message.diagnosis.${key}`);
    await placeOf(page, `diagnosis.${key}`);
    const seen = (await marks(page)).filter((name) => name.endsWith(`.${key}`));
    assert.deepEqual(seen, [`mark.accuracy.${key}`, `mark.loss.${key}`]);
  }
  assert.ok((await textOf(page, "#status")).endsWith(diagnoses[0].message));
  const after = await places(page);
  for (const name of Object.keys(before).filter((each) => /^(tab|plot\.(loss|accuracy)|panel\.build|seed)/.test(each)))
    assert.deepEqual(after[name], before[name], `${name} has moved`);
  await picture(page, "seen-5-dead-units");
  await page.close();
});

test("seen 5: a run that was good before offers its best weights, and the curves say what happened", async () => {
  const page = await openPage(site, {fragment: `${small}&training.learning_rate=0.01`, theme: "light"});
  await command(page, "run", 140);
  const best = await state(page);
  assert.ok(best.accuracy > 0.9, `${best.accuracy}`);
  assert.deepEqual(best.diagnoses, []);
  assert.deepEqual(await marks(page), ["mark.accuracy.learnt", "mark.loss.learnt"]);
  await command(page, "set", {"training.learning_rate": 1});
  await command(page, "run", 20);
  const fallen = await state(page);
  assert.equal(fallen.diagnoses[0].key, "dropped");
  assert.match(fallen.diagnoses[0].message, /^The accuracy, a mean of three validations, fell from \d+ % at iteration 140 to \d+ %\.$/);
  assert.match(await textOf(page, "#status"), /^Paused at iteration 160\. The accuracy, a mean of three validations, fell from/);
  for (const plot of ["loss", "accuracy"]) {
    const seen = (await marks(page)).filter((name) => name.startsWith(`mark.${plot}.`));
    for (const key of ["change", "dropped"]) assert.ok(seen.includes(`mark.${plot}.${key}`), seen.join());
  }
  const mark = await placeOf(page, "mark.loss.change");
  await page.mouse.move(mark.x + mark.width / 2, mark.y + mark.height / 2);
  await picture(page, "seen-5-dropped");
  const [card, cure] = [await placeOf(page, "message.diagnosis.dropped"), await placeOf(page, "cure.dropped.best")];
  assert.ok(cure.x + cure.width <= card.x + card.width && cure.y + cure.height <= card.y + card.height,
      "the button is within its message");
  await click(page, "cure.dropped.best");
  const back = await untilState(page, ({iteration, fingerprint}) => iteration === 140 && fingerprint !== null);
  assert.equal(back.fingerprint, best.fingerprint);
  assert.equal(back.experiment.training.learning_rate, 0.01);
  assert.deepEqual(back.experiment.changes, best.experiment.changes);
  assert.equal(back.link, best.link, "the link leads to these weights");
  await page.waitForFunction(() => /best weights again/.test(document.querySelector("#offer-text").textContent));
  assert.ok((await marks(page)).includes("mark.accuracy.return"));
  await picture(page, "seen-5-best-weights");
  await command(page, "undo");
  const again = await untilState(page, ({iteration, fingerprint}) => iteration === 160 && fingerprint !== null);
  assert.equal(again.fingerprint, fallen.fingerprint);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("seen 5: a healthy run shows no diagnosis", async () => {
  const page = await openPage(site);
  for (const preset of ["pdm", "data"]) {
    await command(page, "open", `preset:${preset}`);
    await command(page, "run", 100);
    assert.deepEqual((await state(page)).diagnoses, [], preset);
    const shown = await page.evaluate(() => Object.keys(window.playground.places()));
    assert.deepEqual(shown.filter((name) => /^(message\.)?diagnosis\./.test(name)), [], preset);
  }
  await page.close();
});
