// The finished site in a real browser: what every test of this folder starts from.
import assert from "node:assert/strict";
import {existsSync, mkdirSync, readFileSync} from "node:fs";
import {join, resolve} from "node:path";
import puppeteer from "puppeteer-core";
import {serve} from "../../../web/tools/serve.mjs";

export const root = resolve(import.meta.dirname, "../../..");
export const siteFolder = process.env.NN4N_SITE || join(root, "build/web/site");
const screenshots = process.env.NN4N_SCREENSHOTS || join(root, "build/web/screenshots");
const executable = process.env.NN4N_CHROMIUM || process.env.CHROMIUM || "/usr/bin/chromium";

/** Generous: a test must not fail because a machine is slow. */
export const PATIENCE_MS = Number(process.env.NN4N_PATIENCE_MS || 60_000);

const switches = [
  "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
  "--disable-background-networking", "--no-first-run", "--disable-component-update", "--disable-sync",
];

/** The permissions that let the page read and write the clipboard. */
const clipboardPermissions = ["clipboard-read", "clipboard-write", "clipboard-sanitized-write"];

/** Starts a server and a browser, which grants the page the clipboard if wanted; `close` ends both. */
export async function start({switches: more = [], clipboard = false} = {}) {
  assert.ok(existsSync(join(siteFolder, "index.html")),
      `There is no site in ${siteFolder}: build the preset "web" first, or name its folder in NN4N_SITE.`);
  assert.ok(existsSync(executable),
      `There is no Chromium at ${executable}: install it, or name the program in CHROMIUM.`);
  const server = await serve(siteFolder);
  const browser = await puppeteer.launch({
    executablePath: executable,
    headless: true,
    args: [...switches, ...more],
    defaultViewport: {width: 1366, height: 768},
  });
  const close = async () => {
    await browser.close();
    await server.close();
  };
  return {browser, url: server.url, clipboard, close};
}

/** What a page must never do, collected from its beginning: errors in the console, requests to another origin. */
function collectProblems(page, url) {
  const problems = [];
  if (!page.on) return problems;  // the drivers of Firefox and WebKit do not report them
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("request", (request) => {
    const address = request.url();
    if (!address.startsWith(url) && !/^(data|blob):/.test(address)) problems.push(`request to ${address}`);
  });
  page.on("requestfailed", (request) => problems.push(`failed: ${request.url()}`));
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`status ${response.status()}: ${response.url()}`);
  });
  return problems;
}

/**
 * Opens the playground in a new tab.
 * @param {{browser: import("puppeteer-core").Browser, url: string}} site
 * It has a storage of its own unless `beside` is a page whose storage it is to share.
 * @param {{fragment?: string, beside?: import("puppeteer-core").Page, prepare?: (page: import("puppeteer-core").Page) => Promise<void>, ready?: boolean,
 *          viewport?: object, theme?: "dark" | "light" | null, motion?: boolean}} [how] `prepare` runs before anything
 *     is loaded; with null the theme is the browser's own (only in Chromium can it be chosen); without `motion` the
 *     person has asked for little of it, so that no trial plays by itself
 */
export async function openPage(site, {fragment = "", beside, prepare, ready = true, viewport, theme = "dark",
  motion = false} = {}) {
  const context = await (beside?.browserContext() ?? site.browser.createBrowserContext?.() ?? site.browser);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.problems = collectProblems(page, site.url);
  if (viewport) await page.setViewport(viewport);
  if (theme) {
    await page.emulateMediaFeatures([{name: "prefers-color-scheme", value: theme},
      {name: "prefers-reduced-motion", value: motion ? "no-preference" : "reduce"}]);
  }
  if (site.clipboard) await context.overridePermissions(new URL(site.url).origin, clipboardPermissions);
  await prepare?.(page);
  await page.goto(site.url + (fragment ? `#${fragment}` : ""));
  if (ready) await page.waitForFunction(() => window.playground);
  return page;
}

/** For a test that lacks a program: it is skipped and says so. In the test command, which installs all, it fails. */
export function notRun(t, why) {
  assert.ok(!process.env.NN4N_NOTHING_MISSING, `NOT RUN: ${why}`);
  t.skip(`NOT RUN: ${why}`);
}

export const state = (page) => page.evaluate(() => window.playground.state());

/** window.playground.command; rejects with the page's own sentence. */
export async function command(page, name, argument) {
  const answer = await page.evaluate(
      (...call) => window.playground.command(...call).then((value) => ({value}), ({message}) => ({message})),
      name, argument);
  if (answer.message !== undefined) throw new Error(answer.message);
  return answer.value;
}

/** The determinism suite: for each link the fingerprints after a few and after all iterations. */
export const determinismSuite = JSON.parse(readFileSync(join(root, "tests/bits/experiments.json"), "utf8"));

/** The experiments of the determinism suite with the fingerprints that this page finds. */
export async function runSuite(page) {
  const {experiments, iterations, early_iterations: early} = determinismSuite;
  const after = async (more) => {
    await command(page, "run", more);
    return (await state(page)).fingerprint.replace(" ", "");
  };
  const found = [];
  for (const {name, link} of experiments) {
    await command(page, "open", link);
    found.push({name, link, early: await after(early), fingerprint: await after(iterations - early)});
  }
  return found;
}

/** Resolves with the state once it fulfils `condition`, a function that runs in the page. */
export async function untilState(page, condition) {
  await page.waitForFunction(`(${condition})(window.playground.state())`, {polling: 50});
  return state(page);
}

/** A picture of the page as it is, kept as an artefact of the build. */
export async function picture(page, name) {
  mkdirSync(screenshots, {recursive: true});
  await settle(page);
  await page.screenshot({path: join(screenshots, `${name}.png`)});
}

/** What the screen shows of the canvas: how many different colours (a blank one has one), and its mean brightness, 0..255. */
export async function lookOfCanvas(page) {
  await settle(page);
  const canvas = await page.$("#canvas");
  const picture = await canvas.screenshot({encoding: "base64"});
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const copy = Object.assign(document.createElement("canvas"), {width: image.width, height: image.height});
    const context = copy.getContext("2d");
    context.drawImage(image, 0, 0);
    const {data} = context.getImageData(0, 0, image.width, image.height);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) sum += data[i] + data[i + 1] + data[i + 2];
    return {colours: new Set(new Uint32Array(data.buffer)).size, brightness: sum / (data.length / 4 * 3)};
  }, picture);
}

/** Waits until the page has come to rest, or half a second while it trains. */
export const settle = (page) => page.evaluate(async () => {
  const frames = () => window.playground?.state().view.frames;
  const after = (ms) => new Promise((done) => setTimeout(done, ms));
  const display = () => new Promise(requestAnimationFrame);  // comes late where the processor draws
  for (let tries = 0; tries < 5; ++tries) {
    const before = frames();
    await after(100);
    await Promise.race([display(), after(2000)]);
    if (frames() === before) return;
  }
});

export const textOf = (page, selector) => page.$eval(selector,
    (found) => found.textContent.trim().replace(/\s+/g, " "));
