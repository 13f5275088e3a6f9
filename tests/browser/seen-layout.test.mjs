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
const comesAndGoes = /^(message|diagnosis|cure|mark|problem|mend|issues|choice|found|mask\.cell|tooltip|readout)|#(problem|refused|changed|close)$/;

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
  await placeOf(page, "message.problems");
  assert.match(await textOf(page, "#messages"), /Time step is 20; allowed 1 to 10, the time constant of Decision\./);
  assert.match(await textOf(page, "#status"), /^Cannot run yet/);
  await placeOf(page, "network.areas[1].tau_ms#problem");
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

const phone = {width: 390, height: 844, deviceScaleFactor: 2, hasTouch: true, isMobile: true};

test("seen 15: activity has two pixels per unit on a small screen and with a third area", async () => {
  const page = await openPage(site, {viewport: {width: 1366, height: 650}});
  for (const areas of [2, 3]) {
    if (areas === 3) {
      await scrollTo(page, "areas.add");
      await click(page, "areas.add");
    }
    await command(page, "run", 20);
    assert.equal((await state(page)).experiment.network.areas.length, areas);
    const units = (await state(page)).experiment.network.areas.reduce((sum, area) => sum + area.units, 0);
    const rates = await placeOf(page, "plot.rates");
    assert.ok(rates.height >= 2 * units, `${units} units have ${rates.height} px`);
    assert.ok((await locate(page, "plot.outputs")).height >= 64, "outputs can still be read");
    await picture(page, `seen-15-${units}`);
  }
  await page.close();
});

test("seen 20: a long press says what something is, in the words of a finger", async () => {
  const page = await openPage(site, {viewport: phone});
  const press = async ({x, y, width, height}) => {
    await page.touchscreen.touchStart(x + width / 2, y + height / 2);
    await new Promise((done) => setTimeout(done, 1000));
  };
  const search = await page.$("#search-button");
  await press(await search.boundingBox());
  await page.touchscreen.touchEnd();
  await page.waitForSelector("#toast:not([hidden])");
  assert.equal(await textOf(page, "#toast"), "Search settings");
  assert.ok(await page.$eval("#search", (dialog) => !dialog.open), "it was not pressed");
  await picture(page, "seen-20-long-press");
  await page.close();
});

test("polish: Ctrl+A selects no text of the page", async () => {
  const page = await openPage(site);
  for (const focus of ["canvas", "run"]) {
    await page.focus(`#${focus}`);
    await page.keyboard.down("Control");
    await page.keyboard.press("a");
    await page.keyboard.up("Control");
    assert.equal(await page.evaluate(() => getSelection().toString()), "", focus);
  }
  await page.close();
});

test("polish: under forced colours header and canvas are both dark or both light", async () => {
  for (const scheme of ["dark", "light"]) {
    const page = await openPage(site, {theme: null, prepare: async (opened) => {
      const devtools = await opened.createCDPSession();
      await devtools.send("Emulation.setEmulatedMedia", {features: [
        {name: "forced-colors", value: "active"}, {name: "prefers-color-scheme", value: scheme}]});
    }});
    const {header, theme} = await page.evaluate(() => ({
      header: getComputedStyle(document.querySelector("header")).backgroundColor.match(/[\d.]+/g).map(Number),
      theme: document.documentElement.dataset.theme,
    }));
    assert.equal(theme === "dark", header[0] + header[1] + header[2] < 384, `${scheme}: ${header} and ${theme}`);
    await picture(page, `polish-forced-${scheme}`);
    await page.close();
  }
});

test("polish: at a zoom of 200 % more than one row of plots is on the screen", async () => {
  const page = await openPage(site, {viewport: {width: 683, height: 384, deviceScaleFactor: 2}});
  await command(page, "run", 20);
  const canvas = await (await page.$("#canvas")).boundingBox();
  const loss = await placeOf(page, "plot.loss");
  const inputs = await placeOf(page, "plot.inputs");
  assert.ok(loss.y >= canvas.y && inputs.y + inputs.height / 2 <= canvas.y + canvas.height,
      `the inputs begin at ${inputs.y} of ${canvas.y + canvas.height}`);
  await picture(page, "polish-zoom");
  await page.close();
});

test("polish: a task without inputs has a sentence instead of an empty plot", async () => {
  const page = await openPage(site, {fragment: "v=0&task=sine"});
  await command(page, "run", 20);
  assert.ok((await placeOf(page, "plot.inputs")).height <= 24);
  await picture(page, "polish-sine");
  await page.close();
});
