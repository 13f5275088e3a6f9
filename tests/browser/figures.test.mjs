// Every plot as a picture, a drawing and a table, from its own button and from the Files menu.
import assert from "node:assert/strict";
import {mkdtempSync, readdirSync, readFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {click, placeOf} from "./support/hands.mjs";
import {command, openPage, picture, settle, start, state} from "./support/site.mjs";

let site;
before(async () => { site = await start(); });
after(() => site?.close());

/** Lets the page save into a folder of its own. */
async function savesTo(page) {
  const folder = mkdtempSync(join(tmpdir(), "nn4n-"));
  const session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", {behavior: "allow", downloadPath: folder,
    browserContextId: page.browserContext().id});
  return async (name) => {
    for (let tries = 0; tries < 200; ++tries) {
      if (readdirSync(folder).includes(name)) {
        const bytes = readFileSync(join(folder, name));
        if (bytes.length > 0) return bytes;
      }
      await new Promise((done) => setTimeout(done, 50));
    }
    return assert.fail(`${name} was not saved; there are: ${readdirSync(folder).join(", ")}`);
  };
}

const rowsOf = (csv) => String(csv).trim().split("\n").map((line) => line.split(","));

/** What a browser makes of a drawing. */
const read = (page, svg) => page.evaluate((text) => {
  const drawing = new DOMParser().parseFromString(text, "image/svg+xml");
  return {
    error: drawing.querySelector("parsererror")?.textContent ?? null,
    root: drawing.documentElement.localName,
    texts: [...drawing.querySelectorAll("text")].map((one) => one.textContent),
    points: [...drawing.querySelectorAll("polyline")].map((one) => one.getAttribute("points").split(" ").length),
    cells: [...drawing.querySelectorAll("path")].map((one) => one.getAttribute("d").match(/z/g).length),
    external: drawing.querySelectorAll("image, script, use, foreignObject").length,
  };
}, svg);

test("each plot on the screen gives a drawing that parses and a table with its numbers", async () => {
  const page = await openPage(site, {viewport: {width: 1600, height: 900}});
  await command(page, "run", 150);
  const {accuracy, loss} = await state(page);
  for (const plot of ["loss", "accuracy", "inputs", "rates", "outputs", "behaviour"]) {
    const drawing = await read(page, await command(page, "plot", {plot, format: "svg"}));
    assert.equal(drawing.error, null, plot);
    assert.equal(drawing.root, "svg");
    assert.equal(drawing.external, 0);
    assert.ok(drawing.texts.length >= 3, `${plot}: ${drawing.texts}`);
    if (plot === "rates") {
      const sum = drawing.cells.reduce((all, one) => all + one, 0);
      const table = rowsOf(await command(page, "plot", {plot, format: "csv"}));
      assert.equal(sum, (table.length - 1) * (table[0].length - 1), "a cell for each number");
    }
  }
  const losses = rowsOf(await command(page, "plot", {plot: "loss", format: "csv"}));
  assert.deepEqual(losses[0], ["Iteration", "Loss of each batch", "Smoothed loss"]);
  assert.equal(losses.length, 151);
  assert.ok(Math.abs(Number(losses[150][1]) - loss) < 1e-6 * Math.abs(loss) + 1e-9, `${losses[150]} is ${loss}`);
  const accuracies = rowsOf(await command(page, "plot", {plot: "accuracy", format: "csv"}));
  assert.deepEqual(accuracies.map(([iteration]) => iteration), ["Iteration", "50", "100", "150"]);
  assert.ok(Math.abs(Number(accuracies[3][1]) - 100 * accuracy) < 1e-3);
  await assert.rejects(command(page, "plot", {plot: "spectrum", format: "svg"}), /no plot "spectrum" on the screen; on it are: .*loss/);
  await assert.rejects(command(page, "plot", {plot: "loss", format: "pdf"}), /png, svg or csv, not "pdf"/);
  await click(page, "tab.weights");
  await settle(page);
  const drawing = await read(page, await command(page, "plot", {plot: "weights", format: "svg"}));
  assert.equal(drawing.cells.reduce((all, one) => all + one, 0), 64 * 64, "a cell for each number");
  const weights = rowsOf(await command(page, "plot", {plot: "weights", format: "csv"}));
  assert.equal(weights.length, 65);
  assert.equal(weights[0][0], "to / from");
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("a plot's own button saves it, and nothing moves", async () => {
  const page = await openPage(site);
  const saved = await savesTo(page);
  await command(page, "run", 100);
  const before = await placeOf(page, "plot.loss");
  await click(page, "save.loss");
  await picture(page, "figure-menu");
  await click(page, "choice.loss.svg");
  const svg = String(await saved("nn4n-loss.svg"));
  const drawing = await read(page, svg);
  assert.equal(drawing.error, null);
  assert.deepEqual(drawing.points, [100, 100]);
  assert.ok(drawing.texts.includes("Loss (log scale)") && drawing.texts.includes("Iteration"));
  await click(page, "save.inputs");
  await click(page, "choice.outputs.csv");
  const outputs = rowsOf(await saved("nn4n-outputs.csv"));
  assert.equal(outputs[0][0], "Time [ms]");
  assert.ok(outputs.length > 10);
  assert.deepEqual(await placeOf(page, "plot.loss"), before);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test("the Files menu lists the plots; a picture has twice the pixels of the plot", async () => {
  const page = await openPage(site, {theme: "light"});
  const saved = await savesTo(page);
  await command(page, "run", 100);
  await click(page, "tab.weights");
  await settle(page);
  const place = await placeOf(page, "figure.weights");
  await page.click("#files-button");
  await page.waitForSelector("[data-plot='weights.png']");
  await picture(page, "files-plots");
  await page.click("[data-plot='weights.png']");
  const png = await saved("nn4n-weights.png");
  assert.deepEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  for (const [pixels, size] of [[png.readUInt32BE(16), place.width], [png.readUInt32BE(20), place.height]]) {
    // With more pixels the cells of a matrix, which are whole pixels, may take a little more of the room.
    assert.ok(pixels >= 2 * size - 2 && pixels <= 2.4 * size, `${pixels} of ${size}`);
  }
  const colours = await page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), {width: image.width, height: image.height});
    canvas.getContext("2d").drawImage(image, 0, 0);
    return new Set(new Uint32Array(canvas.getContext("2d").getImageData(0, 0, image.width, image.height).data.buffer)).size;
  }, png.toString("base64"));
  assert.ok(colours > 40, `${colours} colours`);
  await settle(page);
  assert.equal(await page.evaluate(() => document.querySelector("#canvas").width),
      await page.evaluate(() => document.querySelector("#canvas").clientWidth), "the screen has its own size again");
  assert.deepEqual(page.problems, []);
  await page.close();
});
