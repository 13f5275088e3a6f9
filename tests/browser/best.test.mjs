// "last | best" beside the accuracy: whose weights the views, shared links and files are of.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {click, locate, placeOf} from "./support/hands.mjs";
import {command, openPage, picture, settle, start, state, textOf, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start({clipboard: true}); });
after(() => site?.close());

const small = "v=0&network.areas.0.units=16&network.areas.1.units=16&training.batch=16&training.validation_trials=64" +
    "&training.validation_interval=10&training.learning_rate=0.01";

/** A run that was better before: its learning rate was far too large in the end. */
async function fallenRun(page) {
  await command(page, "run", 140);
  await command(page, "set", {"training.learning_rate": 1});
  await command(page, "run", 25);
  return state(page);
}

/** Where things are that must not move. Readings of a plot come and go with the pointer. */
async function places(page) {
  await page.mouse.move(2, 2);
  await settle(page);
  const all = await page.evaluate(() => window.playground.places());
  return Object.fromEntries(Object.entries(all).filter(([name]) => !/^(message|cure|tooltip)/.test(name)));
}

test("best weights are shown, shared and saved where they are chosen, and nothing moves", async () => {
  const page = await openPage(site, {fragment: small});
  await click(page, "accuracy.weights#best");
  assert.match((await state(page)).view.notice, /no best weights before the third validation/);
  const fallen = await fallenRun(page);
  assert.ok(fallen.best.iteration > 0 && fallen.best.iteration <= 140, `best at ${fallen.best.iteration}`);
  assert.equal(fallen.best.shown, false);
  const last = await command(page, "share", {what: "trained"});
  assert.equal(last.shown, "last");
  const before = await places(page);
  await click(page, "accuracy.weights#best");
  const shown = await untilState(page, ({best}) => best?.shown);
  const {iteration} = shown.best;
  assert.equal(shown.iteration, 165, "the run stays where it is");
  assert.equal(shown.fingerprint, fallen.fingerprint);
  assert.equal(shown.link, fallen.link);
  assert.match(shown.moments.trial, new RegExp(`^Iteration ${iteration} \\(best weights\\): `));
  assert.match(shown.moments.accuracy, new RegExp(`iteration ${iteration} \\(best weights\\)`));
  const now = await places(page);
  for (const [name, box] of Object.entries(before)) {
    if (now[name]) assert.deepEqual(now[name], box, `${name} has moved`);
  }
  await picture(page, "best-weights");

  const best = await command(page, "share", {what: "trained"});
  assert.deepEqual([best.shown, best.iteration], ["best", iteration]);
  assert.ok(best.accuracy > last.accuracy, `${best.accuracy} and ${last.accuracy}`);
  const recipe = await command(page, "share", {what: "run"});
  assert.match(recipe.link, new RegExp(`&iterations=${iteration}$`));
  assert.doesNotMatch(recipe.link, /at\.140/, "what came later is not in it");
  await page.click("#share");
  await page.waitForSelector("#copy[open]");
  await page.click("#copy-what [value=trained]");
  await page.waitForFunction(() => /It is of the best weights/.test(document.querySelector("#copy-why").textContent));
  await page.keyboard.press("Escape");
  await page.click("#files-button");
  await page.waitForSelector("#files[open]");
  assert.match(await textOf(page, "#files-which"), new RegExp(`best weights, of iteration ${iteration}`));
  await page.keyboard.press("Escape");

  await command(page, "show", "last");
  const back = await untilState(page, ({best: each}) => each.shown === false);
  assert.match(back.moments.trial, /^Iteration 165: /);
  await assert.rejects(command(page, "show", "worst"), /show takes "last" or "best"; found "worst"/);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("training goes on under the best weights, and another run begins with its last ones", async () => {
  const page = await openPage(site, {fragment: small, theme: "light"});
  await fallenRun(page);
  await command(page, "show", "best");
  const {best} = await state(page);
  await command(page, "run", 5);
  const on = await state(page);
  assert.equal(on.iteration, 170);
  assert.deepEqual([on.best.iteration, on.best.shown], [best.iteration, true]);
  await command(page, "reset");
  assert.equal((await state(page)).best, null);
  await command(page, "run", 60);
  assert.equal((await state(page)).best?.shown ?? false, false);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("the choice fits on a phone", async () => {
  const page = await openPage(site, {fragment: small, viewport: {width: 390, height: 844, isMobile: true, hasTouch: true}});
  await command(page, "run", 60);
  const [choice, words] = [await placeOf(page, "accuracy.weights"), await locate(page, "accuracy.words")];
  assert.ok(choice.x + choice.width <= 390);
  assert.ok(words.x + words.width <= choice.x, "the words end before the choice");
  await picture(page, "best-weights-phone");
  await page.close();
});
