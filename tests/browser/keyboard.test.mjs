// Everything can be reached, used and left with the keyboard alone.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {openPage, picture, start, textOf, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start(); });
after(() => site?.close());

const focused = (page) => page.evaluate(() => document.activeElement.id);

async function tabTo(page, id, most = 20) {
  for (let presses = 0; presses < most; ++presses) {
    await page.keyboard.press("Tab");
    if (await focused(page) === id) return;
  }
  assert.fail(`Tab does not reach #${id}; it is at #${await focused(page)}`);
}

test("Tab reaches Run, and Space trains and pauses", async () => {
  const page = await openPage(site);
  await tabTo(page, "run");
  await picture(page, "focus-on-run");
  await page.keyboard.press("Space");
  await untilState(page, ({status, iteration}) => status === "training" && iteration > 0);
  await page.keyboard.press("Space");
  await untilState(page, ({status}) => status === "paused");
  await page.close();
});

test("Tab enters the canvas; Escape, then Tab, leaves it", async () => {
  const page = await openPage(site);
  await tabTo(page, "canvas");
  const ring = () => page.$eval("#canvas", (canvas) => getComputedStyle(canvas).outlineStyle);
  assert.equal(await ring(), "solid");
  await picture(page, "focus-on-canvas");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "canvas", "Tab moves inside the canvas");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.notEqual(await focused(page), "canvas");
  await page.mouse.click(700, 400);
  assert.equal(await focused(page), "canvas");
  assert.equal(await ring(), "none", "a click shows no ring");
  await page.close();
});

test("Escape, then Shift and Tab, leaves the canvas backwards", async () => {
  const page = await openPage(site);
  await tabTo(page, "canvas");
  await page.keyboard.press("Escape");
  await page.keyboard.down("Shift");
  await page.keyboard.press("Tab");
  await page.keyboard.up("Shift");
  assert.equal(await focused(page), "task");
  await page.close();
});

test("the skip link goes to the canvas and leaves the address alone", async () => {
  const page = await openPage(site);
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "skip");
  await page.keyboard.press("Enter");
  assert.equal(await focused(page), "canvas");
  assert.equal(new URL(page.url()).hash, "");
  await page.close();
});

test("About opens, says what leaves the page, and Escape closes it", async () => {
  const page = await openPage(site);
  await page.focus("#about-button");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#about[open]");
  assert.match(await textOf(page, "#about"), /No accounts, no cookies, no telemetry\./);
  assert.match(await textOf(page, "#about"), /schema 0: they may change until the first release/);
  await picture(page, "about");
  const licences = await page.$eval("#about a[href*=licences]", (link) => link.href);
  const answer = await page.evaluate(async (address) => (await fetch(address)).text(), licences);
  assert.match(answer, /Inter/);
  await page.keyboard.press("Escape");
  await page.waitForSelector("#about:not([open])");
  assert.equal(await focused(page), "about-button");
  await page.close();
});
