// A lesson inside a learning platform: a small run-time of SCORM 1.2 that refuses what the standard refuses, and the package.
import assert from "node:assert/strict";
import {createServer} from "node:http";
import {readdirSync} from "node:fs";
import {join} from "node:path";
import {after, before, describe, test} from "node:test";
import {unzipSync, strFromU8} from "../../web/node_modules/fflate/esm/index.mjs";
import {openPage, siteFolder, start} from "./support/site.mjs";
import {lessonFile} from "./support/student.mjs";

/** The platform's page. What it stores stays in `store` between launches, as on a platform. */
const platform = (store, fragment) => `<!DOCTYPE html><meta charset="utf-8"><title>Platform</title><script>
const store = ${JSON.stringify(store)};
window.calls = []; window.messages = []; window.store = store;
let running = false, ended = false, error = "0";
const fail = (code) => { error = code; return "false"; };
const fine = () => { error = "0"; return "true"; };
const rules = {
  "cmi.core.lesson_status": (v) => ["passed", "completed", "failed", "incomplete", "browsed"].includes(v),
  "cmi.core.lesson_location": (v) => v.length <= 255, "cmi.suspend_data": (v) => v.length <= 4096,
  "cmi.core.score.raw": (v) => v === "" || (Number(v) >= 0 && Number(v) <= 100), "cmi.core.score.min": (v) => Number(v) === 0, "cmi.core.score.max": (v) => Number(v) === 100,
};
window.API = {
  LMSInitialize(v) { calls.push(["LMSInitialize"]); if (v !== "" || running || ended) return fail("101"); running = true; return fine(); },
  LMSGetValue(key) { if (!running) { fail("301"); return ""; } if (!(key in rules)) { fail("401"); return ""; } fine(); return store[key] ?? (key === "cmi.core.lesson_status" ? "not attempted" : ""); },
  LMSSetValue(key, value) { calls.push([key, value]); if (!running) return fail("301"); if (typeof value !== "string" || !(key in rules)) return fail("401"); if (!rules[key](value)) return fail("405"); store[key] = value; return fine(); },
  LMSCommit(v) { return v === "" && running ? fine() : fail("301"); },
  LMSFinish(v) { calls.push(["LMSFinish"]); if (v !== "" || !running) return fail("301"); running = false; ended = true; return fine(); },
  LMSGetLastError: () => error, LMSGetErrorString: () => "", LMSGetDiagnostic: () => "",
};
addEventListener("message", ({data}) => messages.push(data));
</script><iframe id="sco" src="/index.html#${fragment}" style="width:1300px;height:740px"></iframe>`;

describe("a learning platform", () => {
  let site, server, url;
  const store = {};
  before(async () => {
    site = await start();
    server = createServer(async (request, response) => {
      if (request.url.startsWith("/platform")) {
        response.writeHead(200, {"Content-Type": "text/html; charset=utf-8"});
        return response.end(platform(store, "lesson=continuous-time"));
      }
      if (request.url.startsWith("/inside")) {
        const html = await (await fetch(site.url)).text();
        const data = JSON.stringify({open: "", lesson: lessonFile("cost")}).replaceAll("<", "\\u003c");
        response.writeHead(200, {"Content-Type": "text/html; charset=utf-8"});
        return response.end(html.replace("</body>", () => `<script type="application/json" id="nn4n-inside">${data}</script></body>`));
      }
      const answer = await fetch(new URL(request.url, site.url));
      const headers = Object.fromEntries(["content-type", "content-security-policy"].map((name) => [name, answer.headers.get(name)]).filter(([, value]) => value));
      response.writeHead(answer.status, headers);
      return response.end(Buffer.from(await answer.arrayBuffer()));
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    url = `http://127.0.0.1:${server.address().port}/`;
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await site.close();
  });

  const launch = async () => {
    const page = await openPage({browser: site.browser, url}, {ready: false, prepare: (one) => one.goto("about:blank")});
    await page.goto(`${url}platform`);
    const frame = await (await page.waitForSelector("#sco")).contentFrame();
    await frame.waitForFunction(() => window.playground?.state().lesson, {polling: 100});
    return {page, frame};
  };
  const leave = async ({page}) => {
    await page.evaluate(() => { document.getElementById("sco").src = "about:blank"; });
    await page.waitForFunction(() => window.calls.some(([name]) => name === "LMSFinish"));
    Object.assign(store, await page.evaluate(() => window.store));
    await page.close();
  };

  test("a lesson that nobody touched is incomplete and has no score", async () => {
    const {page, frame} = await launch();
    await frame.evaluate(() => new Promise((done) => setTimeout(done, 1000)));
    await leave({page});
    assert.equal(store["cmi.core.lesson_status"], "incomplete");
    assert.equal(store["cmi.core.score.raw"], undefined);
  });

  test("what was done is suspended, and there again at the next launch", async () => {
    const {page, frame} = await launch();
    const lesson = lessonFile("continuous-time");
    const answer = async (i, value) => frame.evaluate(([n, text]) => {
      const field = document.querySelector(`#lesson [data-key="q${n}"]`);
      field.value = text;
      field.closest("form").requestSubmit();
    }, [i, String(value)]);
    await answer(0, lesson.steps[0].questions[0].answer);
    await frame.click('#lesson [data-key="q1.1"]');
    await frame.click('#lesson [data-key="next"]');
    await frame.click('#lesson [data-key="q0.0"]');
    await frame.evaluate(() => window.playground.command("set", {"network.areas.0.tau_ms": 50}));
    await frame.waitForFunction(() => window.playground.state().lesson.checks[0].passed, {polling: 100});
    await page.waitForFunction(() => Number(window.store["cmi.core.score.raw"]) > 0, {polling: 100});
    const messages = await page.evaluate(() => window.messages.filter(({type}) => type === "result"));
    assert.ok(messages.length > 0);
    assert.equal(messages.at(-1).lesson, "continuous-time");
    assert.equal(messages.at(-1).done, false);
    await leave({page});
    assert.equal(store["cmi.core.lesson_status"], "incomplete");
    assert.ok(store["cmi.suspend_data"].length > 50 && store["cmi.suspend_data"].length <= 4096);
    assert.equal(store["cmi.core.lesson_location"], "2");

    const again = await launch();
    const {step, checks} = await again.frame.evaluate(() => window.playground.state().lesson);
    assert.equal(step, 2);
    assert.ok(checks[0].passed && !checks[1].passed);
    await again.frame.click('#lesson [data-key="back"]');
    assert.equal(await again.frame.$eval('#lesson [data-key="q0"]', ({value}) => value), "0.65");
    const refused = await again.page.evaluate(() => window.API.LMSSetValue("cmi.suspend_data", "x".repeat(4097)));
    assert.equal(refused, "false", "the run-time of this test refuses what is too long");
    await leave(again);
  });

  test("a lesson that stands in the page itself opens with it, and one in a file when it is opened", async () => {
    const page = await openPage({browser: site.browser, url}, {ready: false, prepare: (one) => one.goto("about:blank")});
    await page.goto(`${url}inside.html`);
    await page.waitForFunction(() => window.playground?.state().lesson?.key === "cost", {polling: 100});
    await page.evaluate((text) => window.playground.command("open", text), JSON.stringify(lessonFile("context"), null, 1));
    await page.waitForFunction(() => window.playground.state().lesson.key === "context", {polling: 100});
    await page.close();
  });

  test("damaged suspend data begins the lesson anew", async () => {
    for (const damaged of ["p=AAAA", "p=", "nonsense", store["cmi.suspend_data"].slice(0, 40)]) {
      store["cmi.suspend_data"] = damaged;
      const {page, frame} = await launch();
      assert.equal(await frame.evaluate(() => window.playground.state().lesson.step), 1, damaged);
      await leave({page});
    }
  });

  test("the package has a manifest at its root, one organisation, one item and one resource", async () => {
    const page = await openPage(site);
    const name = readdirSync(join(siteFolder, "lesson")).find((one) => one.startsWith("package."));
    const made = await page.evaluate(async (file, lesson) => {
      const {packageOf} = await import(new URL(`lesson/${file}`, location.href).href);
      const oneFile = async ({lesson: inside}) => `<!DOCTYPE html><script type="application/json" id="nn4n-inside">${JSON.stringify({open: "", lesson: inside})}</script>`;
      return [...await packageOf({...lesson, title: "A & <b>"}, oneFile)];
    }, name, lessonFile("cost"));
    const files = unzipSync(Uint8Array.from(made));
    assert.deepEqual(Object.keys(files).sort(), ["imsmanifest.xml", "index.html"]);
    const manifest = await page.evaluate((xml) => {
      const read = new DOMParser().parseFromString(xml, "application/xml");
      const all = (name) => [...read.getElementsByTagName(name)];
      return {broken: all("parsererror").length, version: all("schemaversion")[0].textContent, organisations: all("organization").length, items: all("item").length,
        title: all("title")[0].textContent, refers: all("item")[0].getAttribute("identifierref") === all("resource")[0].getAttribute("identifier"),
        sco: all("resource")[0].getAttribute("adlcp:scormtype"), href: all("resource")[0].getAttribute("href"), files: all("file").map((one) => one.getAttribute("href"))};
    }, strFromU8(files["imsmanifest.xml"]));
    assert.deepEqual(manifest, {broken: 0, version: "1.2", organisations: 1, items: 1, title: "A & <b>", refers: true, sco: "sco", href: "index.html", files: ["index.html"]});
    assert.match(strFromU8(files["index.html"]), /"nn4n_lesson":0/);
  });
});
