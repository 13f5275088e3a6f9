// Uses the canvas as a hand would: finds by name where something is drawn, and clicks it, types into it or drags it.
import assert from "node:assert/strict";
import {settle, state, untilState} from "./site.mjs";

/** Where something is drawn, in css pixels, or null. */
export const locate = (page, name) => page.evaluate((asked) => window.playground.locate(asked), name);

/** The same, but waits until it is drawn. */
export async function placeOf(page, name) {
  for (let tries = 0; tries < 20; ++tries) {
    await settle(page);
    const place = await locate(page, name);
    if (place) return place;
  }
  return assert.fail(`${name} is not on the screen`);
}

/** Clicks within what is drawn under this name, `x` of its width from its left. */
export async function click(page, name, {x = 0.5, count = 1} = {}) {
  const place = await placeOf(page, name);
  await page.mouse.click(place.x + x * place.width, place.y + place.height / 2, {count});
  await settle(page);
}

/** Picks an entry of a drop-down list. */
export async function choose(page, name, key) {
  await click(page, name);
  await click(page, `choice.${key}`);
}

const isTyping = async (page) => (await state(page)).view.typing;

/** Types into a text box, or with two clicks over a value, and presses Enter. */
export async function type(page, name, text, clicks = 1) {
  // On a busy machine the two clicks may come too far apart to be one double click.
  for (let tries = 0; tries < 5 && !await isTyping(page); ++tries) await click(page, name, {x: 0.8, count: clicks});
  assert.ok(await isTyping(page), `${name} takes no text`);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await untilState(page, ({view}) => !view.typing);
  await settle(page);
}

/** Drags from the middle of one thing to the middle of another. */
export async function dragOver(page, from, to) {
  const [a, b] = [await placeOf(page, from), await placeOf(page, to)];
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
  await page.mouse.down();
  await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, {steps: 5});
  await page.mouse.up();
  await settle(page);
}

/** Turns the wheel over a panel until the whole item is on the screen, below `from`. Resolves with where it is then. */
export async function scrollTo(page, name, panel = "panel.build", from = null) {
  const over = await placeOf(page, panel);
  const [top, bottom] = [from ?? over.y + 2, page.viewport().height - 60];
  const middle = (top + bottom) / 2;
  await page.mouse.move(over.x + Math.min(20, over.width / 2), middle);
  for (let turns = 0; turns < 60; ++turns) {
    const place = await locate(page, name);
    if (place && place.y >= top && place.y + place.height <= bottom) return place;
    await page.mouse.wheel({deltaY: place ? place.y - middle : 200});
    await settle(page);
  }
  return assert.fail(`${name} cannot be scrolled to`);
}
