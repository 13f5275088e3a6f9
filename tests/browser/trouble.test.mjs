// When something is missing or ends unexpectedly, the page says in HTML what happened and what to do.
import assert from "node:assert/strict";
import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {test} from "node:test";
import {contentSecurityPolicy, serve} from "../../web/tools/serve.mjs";
import {command, lookOfCanvas, openPage, picture, siteFolder, start, state, textOf} from "./support/site.mjs";

async function troubleOn(page) {
  await page.waitForSelector("#trouble:not([hidden])");
  return {title: await textOf(page, "#trouble-title"), remedy: await textOf(page, "#trouble-remedy")};
}

test("without WebGL 2 the page says so and names the setting", async (t) => {
  const site = await start({switches: ["--disable-3d-apis"]});
  t.after(() => site.close());
  const page = await openPage(site, {ready: false});
  const {title, remedy} = await troubleOn(page);
  assert.equal(title, "This browser does not offer WebGL 2");
  assert.match(remedy, /hardware acceleration/);
  await picture(page, "no-webgl");
});

/** Serves a copy of the site with a file taken out, or with this text in its place. */
async function serveWithout(t, missing, text) {
  const folder = mkdtempSync(join(tmpdir(), "nn4n-site-"));
  t.after(() => rmSync(folder, {recursive: true}));
  cpSync(siteFolder, folder, {recursive: true});
  const name = readdirSync(folder).find((file) => missing.test(file));
  assert.ok(name, `${missing} is part of the site`);
  rmSync(join(folder, name));
  if (text !== undefined) writeFileSync(join(folder, name), text);
  const server = await serve(folder);
  t.after(() => server.close());
  return server.url;
}

test("when the module or its glue does not arrive, the page says so", async (t) => {
  const site = await start();
  t.after(() => site.close());
  for (const missing of [/^playground\..*wasm$/, /^playground\..*mjs$/]) {
    const page = await openPage({browser: site.browser, url: await serveWithout(t, missing)}, {ready: false});
    assert.equal((await troubleOn(page)).title, "The playground could not be loaded", String(missing));
    await picture(page, "not-loaded");
    await page.close();
  }
});

test("when a script does not arrive, the page says so", async (t) => {
  const site = await start();
  t.after(() => site.close());
  const page = await openPage({browser: site.browser, url: await serveWithout(t, /^toolbar\..*js$/)}, {ready: false});
  await page.waitForSelector("#incomplete:not([hidden])");
  assert.match(await textOf(page, "#incomplete"), /did not arrive/);
});

test("when a script arrived damaged, or a module stalls, the page says so", async (t) => {
  const site = await start();
  t.after(() => site.close());
  const damaged = await serveWithout(t, /^toolbar\..*js$/, "export const = {");
  const page = await openPage({browser: site.browser, url: damaged}, {ready: false});
  await page.waitForSelector("#incomplete:not([hidden])");
  const stalled = await openPage(site, {ready: false, prepare: async (tab) => {
    await tab.setRequestInterception(true);
    tab.on("request", (request) => { if (!/playground\..*wasm/.test(request.url())) request.continue(); });  // it never comes
  }});
  await stalled.waitForSelector("#stalled:not([hidden])");
  assert.match(await textOf(stalled, "#stalled"), /Nothing more has arrived for 20 seconds/);
  await picture(stalled, "stalled");
  await stalled.close();
});

for (const [how, end] of [["closes itself", "close()"], ["never comes out of a loop", "setTimeout(() => { for (;;); })"]]) {
  test(`a worker that ${how} without a word is noticed, and its run comes back`, async (t) => {
    const site = await start();
    t.after(() => site.close());
    const page = await openPage(site);
    await command(page, "run", 60);
    await page.waitForFunction(() => window.playground.state().saved?.iteration === 60);
    const before = await state(page);
    const waiting = command(page, "run", 5000).then(() => "done", ({message}) => message);
    const [worker] = page.workers();
    worker.evaluate(end).catch(() => {});  // it never answers
    const {title} = await troubleOn(page);
    assert.equal(title, "The engine has stopped");
    assert.match(await textOf(page, "#trouble-detail"), /It has not answered for \d+ seconds\./);
    assert.match(await waiting, /The engine has stopped\. It has not answered/);
    await page.click("#trouble-action");
    await page.waitForSelector("#run:not([disabled])");
    await page.waitForFunction(() => window.playground.state().view.notice.startsWith("The run is open, paused at"));
    await command(page, "pause");
    const after = await state(page);
    assert.ok(after.iteration >= before.iteration, `iteration ${after.iteration}`);
    await page.close();
  });
}

test("a worker that closes itself before its first iteration is noticed as soon", async (t) => {
  const site = await start();
  t.after(() => site.close());
  const page = await openPage(site);
  await page.workers()[0].evaluate("close()").catch(() => {});  // it never answers
  assert.equal((await troubleOn(page)).title, "The engine has stopped");
  const [, seconds] = /It has not answered for (\d+) seconds\./.exec(await textOf(page, "#trouble-detail"));
  assert.ok(Number(seconds) <= 25, `${seconds} beats without an answer; an iteration of the default network is short`);
  await page.click("#trouble-action");
  await page.waitForSelector("#run:not([disabled])");
  await command(page, "run", 5);
  assert.equal((await state(page)).iteration, 5);
});

test("when the worker dies the run comes back, and trains to the same bits from the start, too", async (t) => {
  const site = await start();
  t.after(() => site.close());
  const page = await openPage(site);
  await command(page, "set", {"seed": 5});
  await command(page, "run", 20);
  await page.waitForFunction(() => window.playground.state().saved?.iteration === 20);
  const before = await state(page);
  const [worker] = page.workers();
  await worker.evaluate(() => { setTimeout(() => { throw new Error("out of memory"); }); });
  const {title} = await troubleOn(page);
  assert.equal(title, "The engine has stopped");
  assert.match(await textOf(page, "#trouble-detail"), /out of memory/);
  assert.ok(await page.$eval("#run", (button) => button.disabled));
  await assert.rejects(command(page, "run", 5), /engine has stopped/);
  await picture(page, "worker-died");
  assert.equal(await textOf(page, "#status"), "The engine has stopped.");
  await page.click("#trouble-action");
  await page.waitForSelector("#run:not([disabled])");
  await page.waitForFunction(() => window.playground.state().view.notice.startsWith("The run is open, paused at"));
  await command(page, "pause");  // is done when a snapshot has come
  assert.equal((await state(page)).fingerprint, before.fingerprint);
  assert.equal((await state(page)).experiment.seed, 5);
  await command(page, "reset");
  await command(page, "run", 20);
  assert.equal((await state(page)).fingerprint, before.fingerprint);
});

test("when a lost WebGL context does not come back, the page says so, and a reload brings the run", async (t) => {
  const site = await start();
  t.after(() => site.close());
  const page = await openPage(site);
  await command(page, "run", 60);
  await page.waitForFunction(() => window.playground.state().saved?.iteration === 60);
  await page.evaluate(() =>
    document.querySelector("#canvas").getContext("webgl2").getExtension("WEBGL_lose_context").loseContext());
  const {title} = await troubleOn(page);
  assert.equal(title, "The browser has taken the graphics away");
  await picture(page, "context-gone");
  await Promise.all([page.waitForNavigation(), page.click("#trouble-action")]);
  await page.waitForFunction(() => window.playground?.state().iteration === 60);
  await page.close();
});

test("a host that sends no headers has the same policy, from the page itself", () => {
  for (const name of ["index.html", "bench.html", "examples.html"]) {
    const [, policy] = readFileSync(join(siteFolder, name), "utf8").match(/http-equiv="Content-Security-Policy" content="([^"]*)"/);
    assert.equal(policy, contentSecurityPolicy);
  }
});

test("in a frame without an origin the page says what keeps it from loading, and where it works", async (t) => {
  const site = await start();
  t.after(() => site.close());
  const page = await site.browser.newPage();
  await page.setContent(`<iframe sandbox="allow-scripts" width="900" height="500" src="${site.url}"></iframe>`);
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await frame.waitForSelector("#no-origin:not([hidden])");
  assert.match(await frame.$eval("#no-origin", (element) => element.textContent), /a frame that has no origin/);
  assert.ok(await frame.$eval("#incomplete", (element) => element.hidden));
  await page.close();
});

test("a lost WebGL context comes back and the run goes on", async (t) => {
  const site = await start();
  t.after(() => site.close());
  const page = await openPage(site);
  await command(page, "run");
  await page.evaluate(() => {
    window.loss = document.querySelector("#canvas").getContext("webgl2").getExtension("WEBGL_lose_context");
    window.loss.loseContext();
  });
  await page.waitForFunction(() => document.querySelector("#canvas").getContext("webgl2").isContextLost());
  const {iteration} = await state(page);
  await page.waitForFunction((from) => window.playground.state().iteration > from, {polling: 50}, iteration);
  await page.evaluate(() => window.loss.restoreContext());
  await page.waitForFunction(() => !document.querySelector("#canvas").getContext("webgl2").isContextLost());
  await command(page, "pause");
  assert.ok((await lookOfCanvas(page)).brightness < 100, "dark before");
  await page.click("#theme");
  await picture(page, "context-restored");
  const {colours, brightness} = await lookOfCanvas(page);
  assert.ok(brightness > 180, `drawn anew in the light theme, brightness ${brightness}`);
  assert.ok(colours > 50, `text and maps are drawn, ${colours} colours`);
  assert.deepEqual(page.problems.filter((problem) => !/context/i.test(problem)), []);
});
