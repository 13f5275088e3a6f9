// The engines beside Chromium's: Firefox, and WebKit, which Safari is made of. Both need a screen for WebGL; one that
// nobody sees will do. A site of either is what `openPage` (site.mjs) takes.
import {spawn} from "node:child_process";
import {accessSync, constants, writeFileSync} from "node:fs";
import {delimiter, join} from "node:path";
import puppeteer from "puppeteer-core";
import {serve} from "../../../web/tools/serve.mjs";
import {PATIENCE_MS, siteFolder} from "./site.mjs";

const viewport = {width: 1366, height: 768};

/** The path of the first of these programs that there is, or null. */
function find(...programs) {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const program of programs) {
      try {
        accessSync(join(folder, program), constants.X_OK);
        return join(folder, program);
      } catch { /* not here */ }
    }
  }
  return null;
}

/** Starts a program that ends with this one. */
function startProgram(program, args, how) {
  const child = spawn(program, args, how);
  const end = () => child.kill();
  process.once("exit", end);
  child.once("exit", () => process.off("exit", end));
  return child;
}

/** Waits for what a program says of itself: the first match of `pattern` in what it writes to that stream. */
function said(child, stream, pattern) {
  return new Promise((resolve, reject) => {
    let text = "";
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${child.spawnfile} ended with ${code}: ${text}`)));
    stream.on("data", (data) => {
      text += data;
      const match = pattern.exec(text);
      if (match) resolve(match[1]);
    });
  });
}

/** A screen that nobody sees. */
async function startScreen() {
  const {width, height} = viewport;
  const server = startProgram("Xvfb",
      ["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", `${width + 100}x${height + 200}x24`],
      {stdio: ["ignore", "pipe", "ignore"]});
  return {environment: {...process.env, DISPLAY: `:${await said(server, server.stdout, /^(\d+)\n/)}`},
    close: () => server.kill()};
}

/** A page behind a WebDriver (W3C), as much like puppeteer's as the tests need. */
class DriverPage {
  constructor(call, handle) {
    this.call = call;
    this.handle = handle;
  }
  setDefaultTimeout() {}  // one for all: startWebkit
  goto(url) { return this.call("POST", "/url", {url}); }
  async evaluate(work, ...args) {
    const answer = await this.call("POST", "/execute/async", {script: `
      const args = Array.prototype.slice.call(arguments, 0, -1), done = arguments[arguments.length - 1];
      Promise.resolve().then(() => ${typeof work === "function" ? `(${work})(...args)` : work})
          .then((value) => done({value}), (error) => done({error: String(error)}));`, args});
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  }
  async waitForFunction(work, {polling = 50} = {}, ...args) {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await new Promise((done) => setTimeout(done, polling))) {
      if (await this.evaluate(work, ...args)) return;
    }
    throw new Error(`waited ${PATIENCE_MS} ms for ${work}`);
  }
  async $(selector) {
    const found = await this.call("POST", "/element", {using: "css selector", value: selector});
    const element = Object.values(found)[0];
    return {
      click: () => this.call("POST", `/element/${element}/click`, {}),
      screenshot: () => this.call("GET", `/element/${element}/screenshot`),
    };
  }
  async $eval(selector, work) {
    return this.evaluate(`(${work})(document.querySelector(${JSON.stringify(selector)}))`);
  }
  async click(selector) { return (await this.$(selector)).click(); }
  async screenshot({path}) {
    writeFileSync(path, Buffer.from(await this.call("GET", "/screenshot"), "base64"));
  }
  close() { return this.goto("about:blank"); }  // the tab stays: the driver would end with its last
}

/** Firefox, or null where it or the screen is missing. */
async function startFirefox() {
  const executablePath = process.env.NN4N_FIREFOX || find("firefox-esr", "firefox");
  if (!executablePath || !find("Xvfb")) return null;
  const screen = await startScreen();
  const browser = await puppeteer.launch(
      {browser: "firefox", executablePath, headless: false, env: screen.environment, defaultViewport: viewport});
  return {version: await browser.version(), newPage: () => browser.newPage(),
    close: () => browser.close().finally(screen.close)};
}

/** WebKit in its small browser, or null where it or the screen is missing. */
async function startWebkit() {
  const program = find("WebKitWebDriver");
  if (!program || !find("Xvfb")) return null;
  const screen = await startScreen();
  const environment = {...screen.environment};
  if (process.getuid?.() === 0) environment.WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS = "1";  // it refuses root otherwise
  const port = 20_000 + process.pid % 20_000;
  const driver = startProgram(program, [`--port=${port}`, "--host=127.0.0.1"], {stdio: "ignore", env: environment});
  const request = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {method, body: body && JSON.stringify(body)});
    const {value} = await answer.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  const close = () => { driver.kill(); screen.close(); };
  const session = await untilItListens(() => request("POST", "/session", {capabilities: {}}), driver).catch((error) => {
    close();
    throw error;
  });
  const call = (method, path, body) => request(method, `/session/${session.sessionId}${path}`, body);
  await call("POST", "/timeouts", {script: 10 * PATIENCE_MS, pageLoad: PATIENCE_MS});
  await call("POST", "/window/rect", {x: 0, y: 0, width: viewport.width, height: viewport.height + 40});
  return {version: `${session.capabilities.browserName} ${session.capabilities.browserVersion}`,
    newPage: async () => new DriverPage(call),
    close: () => call("DELETE", "").finally(close)};
}

/** Asks again while nobody is there. */
async function untilItListens(ask, driver) {
  for (let tries = 0; ; ++tries) {
    try {
      return await ask();
    } catch (error) {
      if (tries === 100 || driver.exitCode !== null || error.message !== "fetch failed") throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}

/** What an engine needs. */
export const remedy = {
  Firefox: "Firefox and Xvfb (Debian: apt-get install firefox-esr xvfb libgl1-mesa-dri libegl1)",
  WebKit: "WebKit's driver and Xvfb (Debian: apt-get install webkit2gtk-driver xvfb libgl1-mesa-dri libegl1)",
};

/** A site in "Firefox" or "WebKit" (see `start`), or null where it is missing. */
export async function startIn(engine) {
  const browser = await (engine === "Firefox" ? startFirefox() : startWebkit());
  if (!browser) return null;
  const server = await serve(siteFolder);
  return {browser, url: server.url, version: browser.version,
    close: () => browser.close().finally(() => server.close())};
}
