// Trained networks in links, and files: what one person made, another one opens.
import assert from "node:assert/strict";
import {mkdtempSync, readFileSync, readdirSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {after, before, test} from "node:test";
import {command, openPage, picture, start, state, textOf, untilState} from "./support/site.mjs";

let site;
before(async () => { site = await start({clipboard: true}); });
after(() => site?.close());

const fragment = (link) => new URL(link).hash.slice(1);

test("a trained network goes into a link that fits a chat, and does as well elsewhere", async () => {
  const page = await openPage(site);
  await command(page, "run", 300);
  const shared = await command(page, "share", {what: "trained"});
  assert.ok(shared.accuracy > 0.8, `accuracy ${shared.accuracy}`);
  assert.ok(shared.accuracy - shared.copy_accuracy < 0.01);
  assert.equal(shared.characters, shared.link.length);
  assert.ok(shared.characters < 6000, `${shared.characters} characters`);
  await page.click("#share");
  await page.waitForSelector("#copy[open]");
  await page.click("#copy-what [value=trained]");
  await page.waitForFunction(() => /The weights are rounded to \d bits/.test(document.querySelector("#copy-why").textContent));
  assert.equal(await page.$eval("#copy-text", ({value}) => value), shared.link);
  await picture(page, "share-trained");
  const other = await openPage(site, {fragment: fragment(shared.link)});
  const opened = await state(other);
  assert.equal(opened.iteration, 0);
  assert.deepEqual(opened.issues, []);
  assert.deepEqual(opened.experiment, (await state(page)).experiment);
  assert.match(opened.view.notice, /The weights are in the network/);
  const again = await command(other, "share", {what: "trained"});
  assert.equal(again.accuracy, shared.copy_accuracy, "in the same trials");
  assert.deepEqual([...page.problems, ...other.problems], []);
  for (const each of [page, other]) await each.close();
});

test("the weights of a link survive a live setting, and undo brings them back after any other", async () => {
  const page = await openPage(site);
  await command(page, "run", 60);
  const {link} = await command(page, "share", {what: "trained"});
  const other = await openPage(site, {fragment: fragment(link)});
  const given = (await untilState(other, ({fingerprint}) => fingerprint !== null)).fingerprint;
  await command(other, "set", {training: {learning_rate: 0.0005}});
  assert.equal((await untilState(other, ({fingerprint}) => fingerprint !== null)).fingerprint, given, "a live setting");
  await command(other, "set", {seed: 4});
  const drawn = await untilState(other, ({fingerprint}) => fingerprint !== null);
  assert.notEqual(drawn.fingerprint, given);
  assert.match(drawn.view.offer.text, /The network with the weights that were given is kept/);
  await command(other, "undo");
  const back = await untilState(other, ({fingerprint}) => fingerprint !== null);
  assert.equal(back.fingerprint, given);
  assert.equal(back.iteration, 0);
  assert.equal(back.experiment.training.learning_rate, 0.0005);
  assert.deepEqual([...page.problems, ...other.problems], []);
  await Promise.all([page.close(), other.close()]);
});

test("a link that was cut off or damaged says so, and the person's run is untouched", async () => {
  const page = await openPage(site);
  await command(page, "run", 60);
  const {link} = await command(page, "share", {what: "trained"});
  const {fingerprint} = await state(page);
  const refused = async (text, pattern) => {
    await assert.rejects(command(page, "open", text), pattern);
    assert.equal((await state(page)).fingerprint, fingerprint);
  };
  await refused(link.slice(0, -200), /The link was cut off: its weights have \d+ of \d+ characters/);
  await refused(link.slice(0, link.indexOf("weights=") + 12), /The link was cut off/);
  const middle = link.length - 100;
  await refused(link.slice(0, middle) + (link[middle] === "A" ? "B" : "A") + link.slice(middle + 1), /damaged/);
  await refused(link.replace("weights=", "network.areas.0.units=20&weights="), /another network/);
  await page.close();
});

test("a link with iterations trains to the same bits at one press of Run", async () => {
  const page = await openPage(site, {fragment: "v=0&seed=3"});
  await command(page, "run", 120);
  const {link} = await command(page, "share", {what: "run"});
  const other = await openPage(site, {fragment: fragment(link)});
  assert.match((await state(other)).view.notice, /asks for 120 iterations/);
  await other.click("#run");
  const there = await untilState(other, ({iteration, status, fingerprint}) =>
    iteration === 120 && status !== "training" && fingerprint !== null);
  assert.equal(there.fingerprint, (await state(page)).fingerprint);
  for (const each of [page, other]) await each.close();
});

test("files that the page saves open again: a run goes on to the same bits, weights begin anew", async () => {
  const folder = mkdtempSync(join(tmpdir(), "nn4n-files-"));
  const page = await openPage(site);
  const client = await page.createCDPSession();
  await client.send("Browser.setDownloadBehavior", {behavior: "allow", downloadPath: folder,
    browserContextId: page.browserContext().id});
  const save = async (kind, name) => {
    await page.click("#files-button");
    await page.click(`#files [data-save=${kind}]`);
    for (let tries = 0; !readdirSync(folder).includes(name); ++tries) {
      assert.ok(tries < 200, `${name} was saved`);
      await new Promise((done) => setTimeout(done, 50));
    }
    return `data:application/octet-stream;base64,${readFileSync(join(folder, name)).toString("base64")}`;
  };
  await command(page, "run", 80);
  const experiment = await save("experiment", "nn4n-experiment.json");
  const {program, schema} = JSON.parse(Buffer.from(experiment.split(",")[1], "base64"));
  const build = await page.$eval("#about-build", ({textContent}) => textContent);
  assert.equal(program, `${await page.$eval("#about-program", ({textContent}) => textContent)}, page build ${build}`);
  assert.match(program, /^nn4n \d+\.\d+\.\d+, page build [0-9a-f]{10}$/);
  assert.equal(schema, 0);
  const run = await save("run", "nn4n-run.safetensors");
  const weights = await save("weights", "nn4n-weights.safetensors");
  const npz = await save("npz", "nn4n-weights.npz");
  const before = await state(page);
  await command(page, "run", 40);
  const {fingerprint} = await state(page);
  const other = await openPage(site, {fragment: "v=0&seed=2"});
  await command(other, "file", {text: run});
  const opened = await untilState(other, ({iteration, fingerprint: print}) => iteration === 80 && print !== null);
  assert.equal(opened.fingerprint, before.fingerprint);
  assert.deepEqual(opened.experiment, before.experiment);
  await command(other, "run", 40);
  assert.equal((await state(other)).fingerprint, fingerprint);
  for (const file of [weights, npz]) {
    await command(other, "open", "v=0&seed=2");
    await command(other, "file", {text: file});
    const begun = await state(other);
    assert.equal(begun.iteration, 0);
    assert.equal(begun.fingerprint, before.fingerprint);
    assert.deepEqual(begun.experiment, before.experiment);
  }
  await command(other, "file", {text: experiment});
  assert.deepEqual((await state(other)).experiment, before.experiment);
  await picture(page, "files");
  rmSync(folder, {recursive: true});
  for (const each of [page, other]) await each.close();
});

test("a link that is pasted opens, and so does a file; pasted words and text for a field do not", async () => {
  const page = await openPage(site);
  const paste = async (text) => {
    await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await page.keyboard.down("Control");
    await page.keyboard.press("KeyV");
    await page.keyboard.up("Control");
  };
  const {link} = await state(page);
  await paste("seed=7 is a nice seed");
  assert.equal((await state(page)).link, link);
  await paste("https://example.org/nn4n/#v=0&task=gonogo&seed=7");
  await untilState(page, ({link: now}) => now.includes("task=gonogo") && now.includes("seed=7"));
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['{"schema": 0, "seed": 12}'], "experiment.json"));
    document.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
  });
  await untilState(page, ({link: now}) => now === "v=0&seed=12");
  await page.click("#search-button");
  await page.waitForSelector("dialog[open] input");
  await paste("v=0&seed=99");
  assert.equal((await state(page)).link, "v=0&seed=12", "it was pasted into the field");
  await page.close();
});
