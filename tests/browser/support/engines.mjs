// Starts the other engines: Firefox, and WebKit, which is the engine of Safari. Both need a screen for WebGL; an
// invisible one will do. `openPage` (site.mjs) opens pages in a site of either.
//
// Firefox is driven by its own protocol, Marionette, on which its WebDriver is built. Puppeteer would drive it by
// WebDriver BiDi, which watches every Worker of a page and so changes what is to be tested.
import {spawn} from "node:child_process";
import {accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {connect} from "node:net";
import {tmpdir} from "node:os";
import {delimiter, join} from "node:path";
import {serve} from "../../../web/tools/serve.mjs";
import {PATIENCE_MS, siteFolder} from "./site.mjs";

const viewport = {width: 1366, height: 768};

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

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

/** Waits until a program has written something that matches `pattern` to this stream; resolves with the match. */
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

/** A page behind a WebDriver, as much like puppeteer's as the tests need. `call` takes Marionette's commands. */
class DriverPage {
  constructor(call) {
    this.call = call;
  }
  setDefaultTimeout() {}  // openSession sets one for all pages
  goto(url) { return this.call("WebDriver:Navigate", {url}); }
  async evaluate(work, ...args) {
    const answer = await this.call("WebDriver:ExecuteAsyncScript", {script: `
      const args = Array.prototype.slice.call(arguments, 0, -1), done = arguments[arguments.length - 1];
      Promise.resolve().then(() => ${typeof work === "function" ? `(${work})(...args)` : work})
          .then((value) => done({value}), (error) => done({error: String(error)}));`, args});
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  }
  async waitForFunction(work, {polling = 50} = {}, ...args) {
    // Not every value can be sent back from the page, but true and false can.
    const fulfilled = `Promise.resolve(${typeof work === "function" ? `(${work})(...args)` : work}).then(Boolean)`;
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause(polling)) {
      if (await this.evaluate(fulfilled, ...args)) return;
    }
    throw new Error(`waited ${PATIENCE_MS} ms for ${work}`);
  }
  async $(selector) {
    const found = await this.call("WebDriver:FindElement", {using: "css selector", value: selector});
    const [id] = Object.values(found);
    return {
      click: () => this.call("WebDriver:ElementClick", {id}),
      screenshot: () => this.call("WebDriver:TakeScreenshot", {id, full: false}),
    };
  }
  $eval(selector, work) { return this.evaluate(`(${work})(document.querySelector(${JSON.stringify(selector)}))`); }
  async click(selector) { return (await this.$(selector)).click(); }
  async screenshot({path}) {
    writeFileSync(path, Buffer.from(await this.call("WebDriver:TakeScreenshot", {full: false}), "base64"));
  }
  close() { return this.goto("about:blank"); }  // the tab stays open: the driver would end with its last tab
}

/** Sets up a new session of either driver. Resolves with what startIn needs of a browser. */
async function openSession(call, version, close) {
  await call("WebDriver:SetTimeouts", {script: 2 * PATIENCE_MS, pageLoad: PATIENCE_MS});
  await call("WebDriver:SetWindowRect", {x: 0, y: 0, width: viewport.width, height: viewport.height + 40});
  return {version, newPage: async () => new DriverPage(call), close};
}

/** Firefox, or null where it or the screen is missing. */
async function startFirefox() {
  const program = find("firefox-esr", "firefox");
  if (!program || !find("Xvfb")) return null;
  const screen = await startScreen();
  const profile = mkdtempSync(join(tmpdir(), "nn4n-firefox-"));
  writeFileSync(join(profile, "user.js"), 'user_pref("marionette.port", 0);\n');  // any free port
  const browser = startProgram(program, ["--marionette", "--no-remote", "--profile", profile, "about:blank"],
      {stdio: "ignore", env: screen.environment});
  const gone = new Promise((done) => { browser.once("exit", done); });
  const close = async () => {
    browser.kill("SIGKILL");  // ending by itself would take long
    await gone;
    screen.close();
    rmSync(profile, {recursive: true, force: true, maxRetries: 5});
  };
  try {
    const port = () => Number(readFileSync(join(profile, "MarionetteActivePort"), "utf8"));
    const call = await marionette(await untilItIsThere(browser, async () => connected(port())));
    const {capabilities} = await call("WebDriver:NewSession", {capabilities: {}});
    return await openSession(call, `${capabilities.browserName} ${capabilities.browserVersion}`, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function connected(port) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.once("error", reject);
  });
}

/**
 * Speaks Marionette's protocol: a message is the length of a JSON text, a colon and the text. A request is
 * [0, id, command, parameters], its answer [1, id, error, result]. Resolves with a function that sends a command and
 * resolves with its result; of a result that is only {value} it takes the value.
 */
function marionette(socket) {
  const asked = new Map();
  let received = Buffer.alloc(0);
  let greeted;
  const greeting = new Promise((resolve) => { greeted = resolve; });
  const take = (message) => {
    if (!Array.isArray(message)) return greeted();
    const [, id, error, result] = message;
    const {resolve, reject} = asked.get(id);
    asked.delete(id);
    return error ? reject(new Error(`${error.error}: ${error.message}`))
        : resolve(result && Object.keys(result).join() === "value" ? result.value : result);
  };
  socket.on("data", (data) => {
    received = Buffer.concat([received, data]);
    for (let colon; (colon = received.indexOf(":")) > 0;) {
      const end = colon + 1 + Number(received.subarray(0, colon));
      if (received.length < end) break;
      const text = received.subarray(colon + 1, end).toString();
      received = received.subarray(end);
      take(JSON.parse(text));
    }
  });
  socket.on("close", () => {
    for (const {reject} of asked.values()) reject(new Error("Firefox has closed the connection"));
  });
  let last = 0;
  const call = (command, parameters) => new Promise((resolve, reject) => {
    const id = ++last;
    asked.set(id, {resolve, reject});
    const text = Buffer.from(JSON.stringify([0, id, command, parameters]));
    socket.write(`${text.length}:`);
    socket.write(text);
  });
  return greeting.then(() => call);
}

/** WebDriver's method and path for Marionette's commands. */
const requests = {
  "WebDriver:SetTimeouts": () => ["POST", "/timeouts"],
  "WebDriver:SetWindowRect": () => ["POST", "/window/rect"],
  "WebDriver:Navigate": () => ["POST", "/url"],
  "WebDriver:ExecuteAsyncScript": () => ["POST", "/execute/async"],
  "WebDriver:FindElement": () => ["POST", "/element"],
  "WebDriver:ElementClick": ({id}) => ["POST", `/element/${id}/click`],
  "WebDriver:TakeScreenshot": ({id}) => ["GET", id ? `/element/${id}/screenshot` : "/screenshot"],
};

/** WebKit in its small browser, or null where it or the screen is missing. */
async function startWebkit() {
  const program = find("WebKitWebDriver");
  if (!program || !find("Xvfb")) return null;
  const screen = await startScreen();
  const environment = {...screen.environment};
  if (process.getuid?.() === 0) environment.WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS = "1";  // or it refuses root
  const port = 20_000 + process.pid % 20_000;
  const driver = startProgram(program, [`--port=${port}`, "--host=127.0.0.1"], {stdio: "ignore", env: environment});
  const request = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`,
        {method, body: method === "POST" ? JSON.stringify(body) : undefined});
    const {value} = await answer.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  const close = () => {
    driver.kill();
    screen.close();
  };
  try {
    await untilItIsThere(driver, () => request("GET", "/status"));
    const {sessionId, capabilities} = await request("POST", "/session", {capabilities: {}});
    const call = (command, parameters) => {
      const [method, path] = requests[command](parameters);
      return request(method, `/session/${sessionId}${path}`, parameters);
    };
    return await openSession(call, `${capabilities.browserName} ${capabilities.browserVersion}`,
        () => request("DELETE", `/session/${sessionId}`).finally(close));
  } catch (error) {
    close();
    throw error;
  }
}

/** Calls `ask` again and again until it resolves, the program has ended or PATIENCE_MS are over. */
async function untilItIsThere(program, ask) {
  for (const end = Date.now() + PATIENCE_MS; ; await pause(100)) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > end || program.exitCode !== null) throw error;
    }
  }
}

/** What must be installed for an engine. */
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
