// Takes pictures of the trained page in every size and theme, for a person to look at, and checks what a program can
// check: nothing is cut off, and nothing scrolls where it should not.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {command, openPage, picture, start} from "./support/site.mjs";

let site;
let page;
before(async () => {
  site = await start();
  page = await openPage(site);
  await command(page, "run", 300);
});
after(() => site?.close());

const sizes = {
  "dark-1366x768": {width: 1366, height: 768},
  "dark-1366x650": {width: 1366, height: 650},
  "dark-1920x1080": {width: 1920, height: 1080},
  "dark-1280x720": {width: 1280, height: 720},
  "dark-1024x768": {width: 1024, height: 768},
  "dark-phone": {width: 390, height: 844, deviceScaleFactor: 2},
  "dark-retina": {width: 1366, height: 768, deviceScaleFactor: 2},
  "dark-zoom-200": {width: 683, height: 325, deviceScaleFactor: 2},
};

/** Pairs of visible elements around the canvas that overlap by more than an edge. */
const overlapping = () => page.$$eval("header :is(h1, button, select, dd), footer :is(p, button)", (all) => {
  const seen = all.filter((one) => one.checkVisibility() && one.getBoundingClientRect().width > 1);
  const box = (one) => one.getBoundingClientRect();
  const over = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;
  return seen.flatMap((one, i) => seen.slice(i + 1).filter((other) => over(box(one), box(other)))
      .map((other) => `${one.id || one.tagName} and ${other.id || other.tagName}`));
});
const titleFits = () => page.$eval("#title", (title) => title.scrollWidth <= title.clientWidth);

for (const [name, viewport] of Object.entries(sizes)) {
  test(`every button is on the screen at ${name}`, async () => {
    await page.setViewport(viewport);
    await picture(page, `trained-${name}`);
    const cut = await page.$$eval("header button, header dd, header h1, footer button", (all, width) => all
        .filter((one) => one.checkVisibility())
        .filter((one) => {
          const {left, right} = one.getBoundingClientRect();
          return left < 0 || right > width + 0.5;
        })
        .map((one) => one.id || one.tagName), viewport.width);
    assert.deepEqual(cut, []);
    const {wide, canvas} = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      canvas: document.querySelector("#canvas").getBoundingClientRect().height,
    }));
    assert.ok(wide <= viewport.width, "the page does not scroll sideways");
    assert.ok(canvas >= 240, `the canvas is ${canvas} px high`);
    assert.deepEqual(await overlapping(), [], "nothing lies over something else");
    assert.ok(viewport.width >= 600 && viewport.width < 1280 || await titleFits(), "the title can be read");
    const nameless = await page.$$eval("button", (all) => all.filter((one) => one.checkVisibility())
        .filter((one) => !one.innerText.trim() && !one.getAttribute("aria-label")).map((one) => one.id));
    assert.deepEqual(nameless, [], "every button has a name");
  });
}

test("the canvas has one pixel per pixel of the display", async () => {
  for (const deviceScaleFactor of [1, 1.5, 2]) {
    await page.setViewport({width: 1366, height: 768, deviceScaleFactor});
    await page.screenshot();  // an emulated display is not laid out again by itself, a real one is
    await page.waitForFunction((ratio) => {
      const canvas = document.querySelector("#canvas");
      return canvas.width === Math.round(canvas.clientWidth * ratio) &&
          canvas.height === Math.round(canvas.clientHeight * ratio);
    }, {}, deviceScaleFactor);
  }
});

test("the theme button goes through dark, light and projector, and the choice is kept", async () => {
  await page.setViewport(sizes["dark-1366x768"]);
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  assert.equal(await theme(), "dark");
  for (const name of ["light", "projector"]) {
    await page.click("#theme");
    assert.equal(await theme(), name);
    await picture(page, `trained-${name}-1366x768`);
  }
  const next = await openPage(site, {beside: page});
  assert.equal(await next.evaluate(() => document.documentElement.dataset.theme), "projector");
  await next.click("#theme");
  assert.equal(await next.evaluate(() => document.documentElement.dataset.theme), "dark");
  await next.close();
});

test("a browser that prefers a light theme gets it", async () => {
  const light = await openPage(await site, {theme: "light", prepare: (tab) =>
    tab.evaluateOnNewDocument(() => localStorage.clear())});
  assert.equal(await light.evaluate(() => document.documentElement.dataset.theme), "light");
  assert.deepEqual(light.problems, []);
  await light.close();
});
