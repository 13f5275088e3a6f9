// Input to the canvas: typing, the clipboard, a finger, the pointer over a weight.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {placeOf} from "./support/hands.mjs";
import {command, openPage, picture, settle, start, state, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start({clipboard: true}); });
after(() => site?.close());

const units = "network.areas[0].units";

async function middleOf(page, path) {
  const place = await placeOf(page, path);
  return [place.x + place.width / 2, place.y + place.height / 2];
}

async function beginTyping(page, path) {
  await page.mouse.click(...await middleOf(page, `${path}#value`), {count: 2});
  await settle(page);
}

test("a value can be typed", async () => {
  const page = await openPage(site);
  await beginTyping(page, units);
  await page.keyboard.type("24");
  await settle(page);
  await picture(page, "typing");
  await page.keyboard.press("Enter");
  await untilState(page, ({experiment}) => experiment.network.areas[0].units === 24);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("what is copied outside can be pasted inside, and the other way round", async () => {
  const page = await openPage(site);
  await page.bringToFront();
  await page.evaluate(() => navigator.clipboard.writeText("40"));
  await beginTyping(page, units);
  await page.keyboard.down("Control");
  await page.keyboard.press("KeyV", {commands: ["Paste"]});
  await page.keyboard.up("Control");
  await settle(page);
  await page.keyboard.press("Enter");
  await untilState(page, ({experiment}) => experiment.network.areas[0].units === 40);

  await page.evaluate(() => navigator.clipboard.writeText("something else"));
  await beginTyping(page, units);  // all of it is selected
  await page.keyboard.down("Control");
  await page.keyboard.press("KeyC");
  await page.keyboard.up("Control");
  await page.waitForFunction(async () => await navigator.clipboard.readText() === "40", {polling: 100});
  await page.close();
});

test("keys that are the browser's stay with it", async () => {
  const page = await openPage(site, {prepare: (tab) => tab.evaluateOnNewDocument(() => {
    window.keys_taken = {};
    addEventListener("keydown", (event) => { window.keys_taken[event.key] = event.defaultPrevented; });
  })});
  await page.focus("#canvas");
  for (const key of ["F6", "ArrowDown"]) await page.keyboard.press(key);
  await page.keyboard.down("Control");
  for (const key of ["KeyC", "KeyL", "KeyP"]) await page.keyboard.press(key);
  await page.keyboard.up("Control");
  const taken = await page.evaluate(() => window.keys_taken);
  assert.deepEqual({F6: taken.F6, c: taken.c, l: taken.l, p: taken.p}, {F6: false, c: false, l: false, p: false});
  assert.equal(taken.ArrowDown, true, "arrows move inside the canvas");
  await page.close();
});

test("a finger chooses a tab", async () => {
  const page = await openPage(site, {viewport: {width: 390, height: 844, deviceScaleFactor: 2, hasTouch: true, isMobile: true}});
  assert.notEqual((await state(page)).view.tab, "build");
  await page.touchscreen.tap(...await middleOf(page, "tab.build"));
  await untilState(page, ({view}) => view.tab === "build");
  await picture(page, "phone-build");
  await page.touchscreen.tap(...await middleOf(page, "tab.weights"));
  await untilState(page, ({view}) => view.tab === "weights");
  await picture(page, "phone-weights");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("the arrows above the sample trial show another one", async () => {
  const page = await openPage(site);
  await command(page, "run", 20);
  const before = await state(page);
  await picture(page, "trial-first");
  await page.mouse.click(...await middleOf(page, "trial.next"));
  await command(page, "trial", 3);
  await page.mouse.click(...await middleOf(page, "tab.weights"));
  await untilState(page, ({view}) => view.tab === "weights");
  await page.mouse.move(...await middleOf(page, "plot.weights"));
  await picture(page, "weight-under-pointer");
  await placeOf(page, "weights.cell");
  const after = await state(page);
  assert.equal(after.fingerprint, before.fingerprint, "looking changes nothing");
  await page.close();
});
