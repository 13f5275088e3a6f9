// What a first user stumbled over in the layout (numbers 8, 15, 20 and the list "Polish"): nothing moves under the
// pointer, activity can be read on a small screen, words fit the hand that reads them.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {click, locate, placeOf, scrollTo, type} from "./support/hands.mjs";
import {command, openPage, picture, settle, start, state, textOf, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start(); });
after(() => site?.close());

/** What is drawn only while something is so, or follows a value; everything else is a control or a plot. */
const comesAndGoes = /^(message|problem|mend|issues|choice|found|mask\.cell)|#(problem|refused|changed|close)$/;

/** The places of all controls and plots of the canvas and of the toolbar, by name. */
async function controls(page) {
  await settle(page);
  const boxes = await page.evaluate(() => {
    const inPage = [...document.querySelectorAll("header button, header select, header dd, #status, #about-button")];
    const ofPage = inPage.map((element) => {
      const {x, y, width, height} = element.getBoundingClientRect();
      return [element.id || element.className, {x, y, width, height}];
    });
    return {...window.playground.places(), ...Object.fromEntries(ofPage)};
  });
  return Object.fromEntries(Object.entries(boxes).filter(([name]) => !comesAndGoes.test(name)));
}

/** What has moved or changed its size, of what is there in both. */
function moved(before, after) {
  const near = (a, b) => ["x", "y", "width", "height"].every((key) => Math.abs(a[key] - b[key]) < 0.5);
  return Object.keys(before).filter((name) => after[name] && !near(before[name], after[name]))
      .map((name) => `${name}: ${JSON.stringify(before[name])} -> ${JSON.stringify(after[name])}`);
}

/** `led` = the build column is scrolled to the setting concerned, which was asked for. */
async function nothingMoves(page, what, act, {led = false} = {}) {
  const asked = async () => Object.fromEntries(Object.entries(await controls(page))
      .filter(([name]) => !led || /^(tab|plot|trial)\.|^(presets|run|step|reset|speed|undo|share|iteration)$/.test(name)));
  const before = await asked();
  assert.ok(Object.keys(before).length > (led ? 14 : 40), "the view lists its controls");
  await act();
  const after = await asked();
  assert.deepEqual(moved(before, after), [], what);
  const gone = Object.keys(before).filter((name) => !after[name]);
  assert.deepEqual(gone, [], `${what}: nothing goes away`);
}

test("seen 8: nothing moves while problems and notices come and go", async () => {
  const page = await openPage(site, {viewport: {width: 1366, height: 1000}});
  await command(page, "run", 20);
  await nothingMoves(page, "a time constant below the time step", () =>
    type(page, "network.areas[1].tau_ms#value", "10", 2));
  assert.ok(await locate(page, "message.problems"));
  assert.match(await textOf(page, "#messages"), /Time step is 20; allowed 1 to 10, the time constant of Decision\./);
  assert.match(await textOf(page, "#status"), /^Cannot run yet/);
  assert.ok(await locate(page, "network.areas[1].tau_ms#problem"), "what was edited is marked");
  await picture(page, "seen-8-problem");
  await nothingMoves(page, "Run explains", () => page.click("#run"), {led: true});
  assert.ok(await page.$eval("#toast", (toast) => toast.hidden), "it is said once");
  await nothingMoves(page, "the message is closed", () => click(page, "message.problems#close"));
  assert.equal(await locate(page, "message.problems"), null);
  await nothingMoves(page, "Run shows it again", () => page.click("#run"), {led: true});
  await nothingMoves(page, "the button mends it", () => click(page, "mend.network.dt_ms"));
  const mended = await state(page);
  assert.equal(mended.experiment.network.dt_ms, 10);
  assert.deepEqual(mended.problems, []);
  assert.equal(await locate(page, "message.problems"), null);
  await assert.rejects(command(page, "undo"), /network\.dt_ms is 20/);
  await command(page, "undo");
  await scrollTo(page, "network.areas[0].tau_ms#value");
  await nothingMoves(page, "a value that is refused", () =>
    type(page, "network.areas[0].tau_ms#value", "99999", 2));
  assert.match(await textOf(page, "#messages"), /Sensory: time constant is 99999; allowed/);
  await command(page, "run", 10);
  await nothingMoves(page, "a restart that is announced, and its notice closed", async () => {
    await type(page, "network.areas[0].tau_ms#value", "90", 2);
    await click(page, "message.notice#close");
  });
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("seen 8: nothing moves while an experiment runs or takes another title", async () => {
  const page = await openPage(site);
  const header = async () => {
    const boxes = await controls(page);
    return Object.fromEntries(["presets", "run", "step", "speed", "iteration", "measured-speed", "accuracy",
      "fingerprint", "undo", "share"].map((id) => [id, boxes[id]]));
  };
  const before = await header();
  await command(page, "run");
  await untilState(page, ({iteration}) => iteration > 100);
  assert.deepEqual(moved(before, await header()), []);
  await command(page, "pause");
  for (const preset of ["preset:pdm", "preset:context", "preset:sine"]) {
    await command(page, "open", preset).catch(() => {});
    assert.deepEqual(moved(before, await header()), [], preset);
  }
  await page.close();
});

test("seen 8: a selected block and a painted mask leave everything where it is", async () => {
  const page = await openPage(site, {viewport: {width: 1366, height: 768}});
  await click(page, "tab.network");
  await nothingMoves(page, "a block is selected", () => click(page, "block[1E][0E]"));
  await nothingMoves(page, "several are", async () => {
    await page.keyboard.down("Control");
    await click(page, "block[0I][0I]");
    await page.keyboard.up("Control");
  });
  const before = await controls(page);
  await click(page, "mask.paint");
  const large = await placeOf(page, "plot.mask");
  assert.ok(large.width >= 256, `asked for, the mask is large: ${large.width} px`);
  await nothingMoves(page, "a stroke", async () => {
    await page.mouse.move(large.x + large.width / 4, large.y + large.height / 4);
    await page.mouse.down();
    await page.mouse.move(large.x + large.width / 2, large.y + large.height / 4, {steps: 5});
    await page.mouse.up();
  });
  await picture(page, "seen-8-painting");
  await click(page, "message.notice#close").catch(() => {});
  await page.keyboard.press("Escape");
  const after = await controls(page);
  assert.deepEqual(moved(before, after), []);
  assert.ok(after["plot.initial"], "Escape closes the large mask");
  await page.close();
});
