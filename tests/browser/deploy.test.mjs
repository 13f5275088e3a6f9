// The site on a host that knows nothing of it: a plain server, without headers of its own, and in a folder of the host.
import assert from "node:assert/strict";
import {spawn} from "node:child_process";
import {cpSync, mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {command, openPage, siteFolder, start, state, textOf} from "./support/site.mjs";

const folder = mkdtempSync(join(tmpdir(), "nn4n-deploy-"));
let site, server, url;
before(async () => {
  site = await start();
  cpSync(siteFolder, join(folder, "courses/playground"), {recursive: true});
  server = spawn("python3", ["-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder]);
  const port = await new Promise((resolve, reject) => {
    let said = "";
    server.stdout.on("data", (data) => {
      const found = (said += data).match(/port (\d+)/);
      if (found) resolve(found[1]);
    });
    server.once("exit", () => reject(new Error(`The server has ended: ${said}`)));
  });
  url = `http://127.0.0.1:${port}/courses/playground/`;
});
after(async () => {
  await site?.close();
  server?.kill();
  rmSync(folder, {recursive: true});
});

test("in a folder of a plain server the page trains, comes without a network, and says which build it is", async () => {
  const page = await openPage({...site, url}, {fragment: "v=0&seed=8"});
  await command(page, "run", 20);
  assert.equal((await state(page)).iteration, 20);
  await page.click("#about-button");
  const [, build] = readFileSync(join(siteFolder, "index.html"), "utf8").match(/name="nn4n-build" content="(\w{10})"/);
  assert.match(await textOf(page, "#about"), new RegExp(`nn4n \\d+\\.\\d+\\.\\d+, build ${build}, schema 0`));
  assert.match(readFileSync(join(siteFolder, "nn4n-playground.html"), "utf8"), new RegExp(`name="nn4n-build" content="${build}"`));
  await page.keyboard.press("Escape");
  await page.evaluate(async () => { await navigator.serviceWorker.ready; });
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.ready).scope), url);
  assert.deepEqual(page.problems, []);
  server.kill("SIGSTOP");
  const other = await openPage({...site, url}, {beside: page, fragment: "v=0&seed=9"});
  assert.equal((await state(other)).experiment.seed, 9);
  server.kill("SIGCONT");
  await other.close();
  await page.close();
});

test("the one file beside the site opens there, too", async () => {
  const page = await openPage({...site, url}, {ready: false});
  await page.goto(`${url}nn4n-playground.html?embed=1#v=0&seed=10`);
  await page.waitForFunction(() => window.playground);
  assert.equal((await state(page)).experiment.seed, 10);
  await page.close();
});
