// The Network tab shows the network as it is (number 10 of what was seen): it had shown the weights of iteration 0 and
// their spectrum for ever.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {click, placeOf} from "./support/hands.mjs";
import {command, openPage, picture, settle, start, state, untilState} from "./support/site.mjs";

const small = "v=0&network.areas.0.units=12&network.areas.1.units=12&training.batch=8";

let site;
let page;
before(async () => {
  site = await start();
  page = await openPage(site, {fragment: small});
  await click(page, "tab.network");
});
after(() => site?.close());

const network = async () => (await state(page)).view.network;

/** The pixels of what is drawn under a name, without the pointer over it. */
async function look(name) {
  const clip = await placeOf(page, name);
  await page.mouse.move(4, 4);
  await settle(page);
  return (await page.screenshot({clip})).toString("base64");
}

async function choose(shown) {
  await click(page, `weights.shown#${shown}`);
  await untilState(page, `({view}) => view.network.shown === "${shown}"`);
  return {...await network(), matrix: await look("plot.initial"), spectrum: await look("plot.spectrum")};
}

test("seen 10: before any training the weights now are the initial ones", async () => {
  const {shown, iteration, radius, initial_radius: before} = await network();
  assert.equal(shown, "now");
  assert.equal(iteration, 0);
  assert.ok(radius > 0.5);
  assert.equal(radius, before);
  const now = await choose("now");
  const initial = await choose("initial");
  const difference = await choose("difference");
  assert.equal(now.matrix, initial.matrix);
  assert.notEqual(difference.matrix, initial.matrix, "there is no difference to be seen");
  await choose("now");
});

test("seen 10: after training it shows matrix and spectrum of the weights now, and the difference", async () => {
  const untrained = await choose("initial");
  await choose("now");
  await command(page, "run", 60);
  await settle(page);
  const {iteration, fingerprint} = await state(page);
  const now = await choose("now");
  assert.equal(iteration, 60);
  assert.equal(now.iteration, 60, "the spectrum is of the weights that have this fingerprint");
  assert.notEqual(now.radius, now.initial_radius);
  assert.equal(now.initial_radius, untrained.initial_radius);
  assert.notEqual(now.spectrum, untrained.spectrum);

  const initial = await choose("initial");
  assert.equal(initial.iteration, 0);
  assert.equal(initial.radius, untrained.radius, "Initial brings the old one back");
  const difference = await choose("difference");
  assert.equal(difference.iteration, 60);
  assert.equal(difference.radius, now.radius);
  assert.equal(new Set([initial, now, difference].map(({matrix}) => matrix)).size, 3);
  await picture(page, "network-difference");

  // It follows the training, and another run begins anew.
  await choose("now");
  await command(page, "run", 20);
  await untilState(page, ({view}) => view.network.iteration === 80);
  assert.notEqual((await network()).radius, now.radius);
  assert.notEqual((await state(page)).fingerprint, fingerprint);
  await command(page, "reset");
  await untilState(page, ({view}) => view.network.iteration === 0);
  assert.equal((await network()).radius, untrained.radius);
  await command(page, "undo");
  await untilState(page, ({view}) => view.network.iteration === 80);
});

test("seen 10: while it trains the tab follows, and at rest the spectrum is that of the weights", async () => {
  await command(page, "run");
  await page.waitForFunction(() => window.playground.state().view.network.iteration > 120, {polling: 50});
  await command(page, "pause");
  await settle(page);
  const {iteration, view} = await state(page);
  assert.equal(view.network.iteration, iteration, "at rest it is that of the weights");
  assert.deepEqual(page.problems, []);
});

test("seen 12: a mask that makes the link long can be drawn by rule, and back", async () => {
  const text = Array.from({length: 48}, (_, i) =>
    Array.from({length: 48}, (_, j) => (i * 31 + j * 17 + i * j) % 7 < 3 ? 1 : 0).join(",")).join("\n");
  await command(page, "open", "v=0&network.areas.0.units=24&network.areas.1.units=24&training.batch=8");
  await command(page, "run", 5);
  await command(page, "mask", {layer: "recurrent_weights", text});
  await page.waitForFunction(() => !document.querySelector("#offer-rule").closest("[hidden]") &&
      !document.querySelector("#offer-rule").hidden);
  await picture(page, "mask-by-rule");
  const {experiment: painted, link} = await state(page);
  assert.ok(link.length > 2000);
  await page.click("#offer-rule");
  await untilState(page, ({experiment}) => experiment.network.recurrent_weights.mask.length === 0);
  const ruled = await state(page);
  assert.ok(ruled.link.length < 1000, `${ruled.link.length}`);
  assert.deepEqual(ruled.problems, []);
  const {mask} = painted.network.recurrent_weights;
  ruled.experiment.network.connectivity.density.forEach((row, into) => row.forEach((density, from) => {
    const block = mask.slice(24 * into, 24 * into + 24).map((line) => line.slice(24 * from, 24 * from + 24)).join("");
    const share = block.replaceAll("0", "").length / block.length;
    assert.ok(Math.abs(density - share) < 0.03, `${into} from ${from}: ${density}, painted ${share}`);
  }));
  await page.waitForFunction(() => document.querySelector("#offer-text").textContent.startsWith(
    "The mask is drawn at random now, with the densities that it had."));
  assert.equal(await page.$eval("#offer-rule", (button) => button.hidden), true, "nothing is long any more");
  await page.click("#offer-back");
  await untilState(page, ({experiment}) => experiment.network.recurrent_weights.mask.length === 48);
  assert.deepEqual((await state(page)).experiment, painted);

  // What no density can say is not offered: a synapse with the wrong sign in every row.
  await command(page, "open", "v=0&network.areas.0.units=24&network.areas.1.units=24&training.batch=8");
  await command(page, "mask", {layer: "recurrent_weights", text: text.replaceAll("1", "-1")});
  await page.waitForFunction(() => !document.querySelector("#offer-file").hidden);
  assert.equal(await page.$eval("#offer-rule", (button) => button.hidden), true);
  await assert.rejects(command(page, "draw_mask"), /No density says what is painted/);
  assert.deepEqual(page.problems, []);
});
