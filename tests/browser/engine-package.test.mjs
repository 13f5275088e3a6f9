// The package nn4n-engine as others use it: packed by npm, in node, through esbuild, from a script tag, with types.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {createServer} from "node:http";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import {after, before, test} from "node:test";
import {pathToFileURL} from "node:url";
import {determinismSuite, openPage, root, siteFolder, start} from "./support/site.mjs";

const {experiments: [{link, early: expected}], early_iterations: early} = determinismSuite;
const packageFolder = resolve(siteFolder, "../nn4n-engine");
const folder = mkdtempSync(join(tmpdir(), "nn4n-package-"));
const {build} = createRequire(join(root, "web/package.json"))("esbuild");
const tsc = join(root, "web/node_modules/typescript/bin/tsc");

/** What a script does with the package in every place; `answers` is what it says. */
const script = `
const engine = await createEngine();
engine.open(${JSON.stringify(link)});
const {fingerprint} = engine.train(${early});
const worker = await createWorker();
await worker.open(${JSON.stringify(link)});
const inWorker = await worker.train(${early});
worker.close();
const {accuracy} = engine.evaluate(200);
const {experiment} = engine.intervene(["silence:Decision/E@Stimulus"]);
const altered = engine.evaluate(200).accuracy;
engine.intervene([]);
const analysis = Object.keys(engine.analyse("spectrum"));
const weights = engine.weights();
const found = engine.setWeights(weights);
const again = engine.weights();
const same = weights.length === again.length;
const sweep = await createSweep({experiment: ${JSON.stringify(link)}, iterations: 3, axes: {"training.learning_rate": "0.001..0.002/2"}, seeds: 1});
const table = sweep.table([sweep.run(1), null, sweep.run(0)]);
const refused = await createSweep("{}").catch((error) => error.message);
sweep.close();
const answers = {table, refused, jobs: sweep.jobs, fingerprint, worker: inWorker.fingerprint, accuracy, altered, acts: experiment.interventions.length, analysis,
  same, iteration: engine.state().iteration, schema};
engine.close();`;

function check(answers) {
  assert.equal(answers.fingerprint, expected);
  assert.equal(answers.worker, expected);
  assert.equal(answers.jobs, 2);
  assert.match(answers.table, /^job,training\.learning_rate,seed,iterations,.*\n1,0\.001,\d+,3,.*\n2,0\.002,\d+,3,.*\n$/);
  assert.equal(answers.refused, 'It has no "experiment".');
  assert.notEqual(answers.accuracy, answers.altered);
  assert.equal(answers.acts, 1);
  assert.ok(answers.analysis.includes("spectrum"), answers.analysis.join());
  assert.ok(answers.same);
  assert.equal(answers.iteration, 0);
  assert.equal(answers.schema, 0);
}

let site, server, pages;
before(async () => {
  site = await start();
  const npm = (...args) => execFileSync("npm", [...args, "--offline", "--no-audit", "--no-fund", "--loglevel=error"], {cwd: folder});
  npm("pack", packageFolder);
  writeFileSync(join(folder, "package.json"), '{"name": "user", "private": true, "type": "module"}');
  npm("install", "./nn4n-engine-0.0.0.tgz");
  pages = {};
  // A host with a strict policy of its own.
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src blob:";
  server = createServer(({url}, response) => {
    const isScript = url.endsWith(".js");
    response.writeHead(200, {"Content-Type": isScript ? "text/javascript" : "text/html; charset=utf-8", "Content-Security-Policy": policy})
        .end(pages[url] ?? "");
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
});
after(async () => {
  await site?.close();
  server?.closeAllConnections();
  server?.close();
  rmSync(folder, {recursive: true});
});

async function answersOf(path) {
  const page = await site.browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}${path}`);
  await page.waitForFunction(() => window.answers || window.failure);
  const found = await page.evaluate(() => ({answers: window.answers, failure: window.failure}));
  await page.close();
  assert.equal(found.failure, undefined);
  return found.answers;
}

test("installed from its archive it works in node, Worker included", () => {
  writeFileSync(join(folder, "in-node.js"),
      `import {createEngine, createSweep, createWorker, schema} from "nn4n-engine";\n${script}\nconsole.log(JSON.stringify(answers));`);
  check(JSON.parse(execFileSync("node", ["in-node.js"], {cwd: folder, encoding: "utf8"})));
});

test("through esbuild it works in a browser under a strict policy", async () => {
  writeFileSync(join(folder, "in-browser.js"), `import {createEngine, createSweep, createWorker, schema} from "nn4n-engine";
    (async () => {${script}\nwindow.answers = answers;})().catch(({message}) => { window.failure = message; });`);
  const {outputFiles: [{text}], warnings} = await build({entryPoints: [join(folder, "in-browser.js")], bundle: true, write: false,
    format: "esm", absWorkingDir: folder});
  assert.deepEqual(warnings, []);
  pages["/bundle.html"] = '<!doctype html><script type="module" src="/bundle.js"></script>';
  pages["/bundle.js"] = text;
  check(await answersOf("/bundle.html"));
});

test("from a plain script tag it is there as nn4n", async () => {
  pages["/tag.html"] = '<!doctype html><script src="/nn4n-engine.iife.js"></script><script src="/tag.js"></script>';
  pages["/nn4n-engine.iife.js"] = readFileSync(join(folder, "node_modules/nn4n-engine/nn4n-engine.iife.js"));
  pages["/tag.js"] = `const {createEngine, createSweep, createWorker, schema} = nn4n;
    (async () => {${script}\nwindow.answers = answers;})().catch(({message}) => { window.failure = message; });`;
  check(await answersOf("/tag.html"));
});

test("its types fit what scripts write, and refuse what they must not", () => {
  const compile = (text) => {
    mkdirSync(join(folder, "typed"), {recursive: true});
    writeFileSync(join(folder, "typed/use.ts"), `import {createEngine, createSweep, createWorker, Engine, EngineError} from "nn4n-engine";\n${text}`);
    execFileSync(process.execPath, [tsc, "--noEmit", "--strict", "--module", "nodenext", "--target", "es2022", "--lib",
      "es2022,esnext.disposable", "typed/use.ts"], {cwd: folder, encoding: "utf8"});
  };
  compile(`const engine: Engine = await createEngine();
    const {fingerprint} = engine.train(3);
    const digits: string = fingerprint;
    const worker = await createWorker();
    const accuracy: number | null = (await worker.train(3, {progress: ({iteration}) => iteration + 1})).accuracy;
    engine.intervene(["silence:Decision", {act: "lesion:Sensory/E/1", on: false}]);
    const file: Uint8Array = await worker.weights("npz");
    const sweep = await createSweep({experiment: "v=0", iterations: 3, seeds: 2});
    const learnt: number | null = sweep.run(0).passed_at;
    const csv: string = sweep.table([sweep.result()]);`);
  assert.throws(() => compile('const sweep = await createSweep("{}"); sweep.jobs = 3;'), /TS2540|Command failed/);
  assert.throws(() => compile('const engine = await createEngine(); engine.train("many");'), /TS2345|Command failed/);
});

test("damaged files and wrong arguments are refused in words, and the run stays", async () => {
  const {createEngine, EngineError} = await import(pathToFileURL(join(packageFolder, "index.js")));
  const engine = await createEngine();
  engine.open(link);
  engine.train(10);
  const {fingerprint} = engine.state();
  const file = engine.checkpoint();
  const refused = (act, words) => {
    assert.throws(act, (error) => (error instanceof EngineError || error instanceof TypeError || error instanceof RangeError) &&
        words.test(error.message));
    assert.equal(engine.state().fingerprint, fingerprint);
  };
  for (const length of [0, 1, 8, 100, file.length / 2 | 0, file.length - 1]) refused(() => engine.open(file.slice(0, length)), /\w/);
  for (let at = 0; at < file.length; at += Math.ceil(file.length / 40)) {
    const mutated = file.slice();
    mutated[at] ^= 0xff;
    try {
      engine.open(mutated);  // a number that is another one still opens
      engine.open(file);
    } catch (error) {
      assert.ok(error instanceof EngineError, String(error));
      assert.equal(engine.state().fingerprint, fingerprint);
    }
  }
  refused(() => engine.open(new Uint8Array(17 * 1024 * 1024)), /\w/);
  refused(() => engine.open("no link"), /cannot be read/);
  refused(() => engine.open("v=0&iterations=5&weights=AQQBzQ"), /\w/);
  refused(() => engine.train(-1), /whole number/);
  refused(() => engine.train("ten"), /whole number/);
  refused(() => engine.evaluate(0.5), /whole number/);
  refused(() => engine.intervene("silence:Decision"), /list/);
  refused(() => engine.analyse("nothing"), /\w/);
  refused(() => engine.weights("zip"), /safetensors/);
  refused(() => engine.setWeights("text"), /bytes/);
  refused(() => engine.change("seed", 3), /\w/);
  engine.close();
});

test("the examples of the site run as they stand there", async () => {
  const page = await openPage(site, {ready: false});
  await page.goto(new URL("examples.html", site.url).href);
  await page.waitForSelector("#examples button");
  const count = await page.$$eval("#examples button", (buttons) => {
    for (const button of buttons) button.click();
    return buttons.length;
  });
  await page.waitForFunction((all) => document.querySelectorAll("output[data-done]").length === all, {}, count);
  const codes = await page.$$eval("#examples pre", (list) => list.map(({textContent}) => textContent));
  for (const code of codes) assert.match(code, /^const (engine|sweep) = await create/);
  assert.deepEqual(page.problems, []);
  await page.close();
});
