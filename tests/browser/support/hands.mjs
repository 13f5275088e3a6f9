// The canvas by hand: real clicks, drags and keys on items that are found by their names.
import assert from "node:assert/strict";
import {settle} from "./site.mjs";

/** Where a named item of the canvas is on the page, or null. */
export const locate = (page, name) => page.evaluate((asked) => window.playground.locate(asked), name);

export async function placeOf(page, name) {
  for (let tries = 0; tries < 20; ++tries) {
    const place = await locate(page, name);
    if (place) return place;
    await settle(page);
  }
  return assert.fail(`${name} is not on the screen`);
}

/** A click on an item, `x` of its width from the left. */
export async function click(page, name, x = 0.5) {
  await settle(page);
  const place = await placeOf(page, name);
  await page.mouse.click(place.x + x * place.width, place.y + place.height / 2);
  await settle(page);
}

/** Picks an entry of a drop-down list. */
export async function choose(page, name, words) {
  await click(page, name);
  await click(page, `choice.${words}`);
}

/** Types into a value, which opens after so many clicks. */
export async function type(page, name, text, clicks = 1) {
  await settle(page);
  const place = await placeOf(page, name);
  await page.mouse.click(place.x + 0.8 * place.width, place.y + place.height / 2, {count: clicks});
  await settle(page);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await settle(page);
}

export async function dragOver(page, from, to) {
  await settle(page);
  const [a, b] = [await placeOf(page, from), await placeOf(page, to)];
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
  await page.mouse.down();
  await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, {steps: 5});
  await page.mouse.up();
  await settle(page);
}

/** Turns the wheel over a panel until the item is within it, below `top`. */
export async function scrollTo(page, name, panel, top = 130) {
  const over = await placeOf(page, panel);
  const x = over.x + Math.min(20, over.width / 2);
  const bottom = page.viewport().height - 60;
  await page.mouse.move(x, bottom - 200);
  for (let turns = 0; turns < 60; ++turns) {
    const place = await locate(page, name);
    if (place && place.y > top && place.y + place.height < bottom) return;
    await page.mouse.wheel({deltaY: place && place.y <= top ? -100 : 100});
    await settle(page);
  }
  assert.fail(`${name} cannot be scrolled to`);
}
