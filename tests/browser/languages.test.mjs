// The languages of the page: whatever the sources say is in every table, and nothing else; a page in another language shows
// no English, and scripts see no difference.
import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {after, before, describe, test} from "node:test";
import {Phrases} from "../../web/site/phrases.js";
import {needed, welcome} from "../../web/tools/letters.mjs";
import {everythingSaid, textsOfPage, textsOfSources} from "./support/sentences.mjs";
import {click} from "./support/hands.mjs";
import {command, openPage, picture, root, settle, start, state, textOf, untilState} from "./support/site.mjs";

const languages = readdirSync(join(root, "web/languages")).filter((name) => name.endsWith(".json")).map((name) => name.slice(0, -5)).filter((one) => one !== "en");
const sentencesOf = (language) => JSON.parse(readFileSync(join(root, `web/languages/${language}.json`), "utf8")).sentences;

const HOLE = /\{\w+\}/;
const bare = (text) => text.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, "");
/** A reference such as "Song et al. 2016; NN4N lambda_mse" is the same in every language. */
const isReference = (text) => /\b(19|20)\d\d\b|^(NN4N|NeuroGym)[ ,]/.test(text);
/** Keys, and words that are no sentences, which look like what a person reads. */
const notRead = /^(.*\b(words|window|zoom|column|blocks|editor|end|continue|initialisation|noise|constraints)|\.?[a-z]+( [a-z]+)? (has|is|are|have|lasts).*|[a-z]+ (rmsprop|adamw)|(Im|Re) λ|Beta \d|Canvas|Content-Type|Double-tap|button, label.*|[a-z-]+ [a-z-]+|The (edit|value of "|list has)|– NN4N Playground|(network|training)\.\w+ (has|is|are|have).*|task has trials.*|it has no parts|schema is|"; known are .*|canvas\.getContext.*|aaaaaa .*)$/;

/** The start of `text` can be put together from what the sources say, and so can the rest. */
function isPutTogether(text, said) {
  const letters = text.toLowerCase();
  const reached = new Set([0]);
  for (let at = 0; at < letters.length; ++at) {
    if (!reached.has(at)) continue;
    if (!/[\p{L}\d]/u.test(letters[at])) reached.add(at + 1);
    for (let end = at + 1; end <= letters.length; ++end) if (said.has(bare(letters.slice(at, end)))) reached.add(end);
  }
  return reached.has(letters.length);
}

describe("the tables of languages", () => {
  const said = everythingSaid();
  const whole = said.toLowerCase();
  const pieces = new Set(whole.split(/\n|(?<=[.:;!?]) /).map(bare));
  for (const language of languages) {
    const table = sentencesOf(language);
    const phrases = new Phrases(table, language);
    const keys = Object.keys(table).join("\n").toLowerCase();
    const isMissing = (text) => {
      const before = phrases.missing.size;
      phrases.translate(text);
      return phrases.missing.size > before && !keys.includes(bare(text).toLowerCase());
    };

    test(`${language} has every text of the page`, () => {
      const texts = textsOfPage();
      assert.ok(texts.length > 120);
      assert.deepEqual(texts.filter(isMissing), []);
    });
    test(`${language} has what scripts and program say`, () => {
      const texts = textsOfSources();
      assert.ok(texts.length > 1200);
      const missing = texts.filter(({text}) => !isReference(text) && !notRead.test(text) && isMissing(text));
      assert.deepEqual(missing.map(({file, text}) => `${file}: ${text}`), []);
    });
    test(`${language} has nothing that is no longer said`, () => {
      const unused = Object.keys(table).filter((key) => key.split(HOLE).map(bare).some((part) => part.length > 2 && !whole.includes(part.toLowerCase()) && !isPutTogether(part, pieces)));
      assert.deepEqual(unused, []);
    });
    test(`${language} has the same holes in both texts, and letters that the canvas has`, () => {
      const letters = new Set(needed + welcome);
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const holes = (text) => [...new Set(text.match(/\{\w+\}/g))].sort();
      for (const [english, other] of Object.entries(table)) {
        for (const one of typeof other === "object" ? Object.values(other) : [other]) {
          assert.ok(holes(one).every((hole) => holes(english).includes(hole)), english);
          assert.deepEqual([...one].filter((letter) => !letters.has(letter)), [], one);
        }
        if (typeof other === "object") assert.ok(forms.every((form) => Object.hasOwn(other, form)), english);
      }
    });
  }
});

describe("phrases", () => {
  const phrases = new Phrases({
    "Iteration {0}": "Iteración {0}", "Silence {what}": "Silenciar {what}", "Loss": "Pérdida", "Click a unit.": "Pulsa una unidad.", "Ready.": "Listo.", "The known ones are {list}": "Se conocen {list}",
    "{0} jobs of {1}": {one: "{0} trabajo de {1}", many: "{0} trabajos de {1}", other: "{0} trabajos de {1}"}, "At {0} of {0}": "En {0}",
    "First sentence here. And a second one.": "Primera frase aquí. Y una segunda.",
  }, "es");
  const claims = {
    "numbers go into their holes": [["Iteration 1,240", "Iteración 1,240"], ["Iteration −3.5", "Iteración −3.5"]],
    "words in a hole are looked up, names stay": [["Silence Loss", "Silenciar Pérdida"], ["Silence Zone 4", "Silenciar Zone 4"]],
    "plural forms follow the number": [["1 jobs of 7", "1 trabajo de 7"], ["2 jobs of 7", "2 trabajos de 7"]],
    "the first letter may be small": [["loss", "pérdida"]],
    "a finger taps what a mouse clicks": [["Tap a unit.", "Pulsa una unidad."]],
    "texts are taken apart": [["Ready. Iteration 3", "Listo. Iteración 3"], ["Loss [ms]", "Pérdida [ms]"], ["Loss · Ready.", "Pérdida · Listo."]],
    "sentences of a longer text stand alone, too": [["And a second one.", "Y una segunda."]],
    "a full stop may be added": [["Iteration 3.", "Iteración 3."]],
    "space around stays": [[" Loss ", " Pérdida "]],
    "what is not known stays": [["Qwerty uiop", "Qwerty uiop"], ["", ""], ["{0} {what}", "{0} {what}"], ["(.*)+[", "(.*)+["]],
    "a list of keys stays": [["The known ones are loss, data, sine", "Se conocen loss, data, sine"]],
    "what was translated stays": [["Iteración 1,240", "Iteración 1,240"]],
  };
  for (const [claim, pairs] of Object.entries(claims)) {
    test(claim, () => { for (const [english, other] of pairs) assert.equal(phrases.translate(english), other); });
  }
  test("hostile texts end soon", () => {
    for (const text of ["a ".repeat(20_000), "(".repeat(5000), "Silence ".repeat(2000), ". A".repeat(3000), ": ".repeat(4000), "1,".repeat(9000)])
      assert.equal(typeof phrases.translate(text), "string");
  });
});

describe("the page in Spanish", () => {
  let site;
  let page;
  const spoken = (wanted) => async (opened) => opened.evaluateOnNewDocument((list) => Object.defineProperty(navigator, "languages", {value: list}), wanted);
  const missing = () => page.evaluate(async () => {
    const module = [...document.querySelectorAll("link[rel=modulepreload]")].map(({href}) => href).find((href) => /\/language\.[0-9a-f]+\.js$/.test(href));
    return (await import(module)).missing();
  });
  /** What is the same in every language: names, numbers with letters, formulas, references. */
  const isTheSame = (text) => isReference(text) || !/\p{L}{3}/u.test(text) || /^(NN4N Playground|nn4n.*|Adam|AdamW|ReLU|SGD|RMSprop|tanh|softplus|Softmax|Jaeger 2001|\.zip|PNG|SVG|CSV|r = .*|Go|Song|Bruce|Funahashi|Jaeger|CTRNN|\(NN4N.*|nn-brain .*|nov|.* (&|et al) ?.*)$/.test(text);

  before(async () => {
    site = await start();
    page = await openPage(site, {viewport: {width: 1440, height: 900}, prepare: spoken(["es-ES", "es", "en"])});
  });
  after(() => site?.close());

  test("follows the browser, and says so to screen readers", async () => {
    assert.equal(await page.$eval("html", ({lang}) => lang), "es");
    assert.equal(await textOf(page, "#run-label"), "Entrenar");
    assert.equal(await page.$eval("#undo", ({title}) => title), "Deshacer (Ctrl+Z)");
    await page.waitForFunction(() => document.querySelector("#status").textContent.startsWith("Todo listo."));
  });

  test("shows no English in toolbar, panels, canvas and dialogs", async () => {
    await command(page, "run", 100);
    for (const tab of ["tab.network", "tab.circuit", "tab.weights", "tab.overview"]) await click(page, tab);
    await command(page, "intervene", "silence:Decision/I@Stimulus");
    await page.click("#new-seed");
    await settle(page);
    for (const id of ["presets", "about-button", "files-button", "runs", "sweep-button", "share", "task"]) {
      await page.click(`#${id}`);
      await page.waitForSelector("dialog[open]");
      await settle(page);
      await page.evaluate(() => document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close()));
    }
    for (const preset of ["ctx", "rsg", "romo", "flipflop", "custom"]) {
      await command(page, "open", `preset:${preset}`);
      await settle(page);
    }
    await picture(page, "spanish");
    assert.deepEqual((await missing()).filter((text) => !isTheSame(text)), []);
    assert.deepEqual(page.problems, []);
  });

  test("finds settings by Spanish words, without their accents, and by English ones", async () => {
    await page.click("#search-button");
    for (const [words, found] of [["tamano del lote", "Tamaño del lote"], ["learning rate", "Tasa de aprendizaje"]]) {
      await page.$eval("#search-text", (input) => { input.value = ""; });
      await page.type("#search-text", words);
      await page.waitForFunction((wanted) => document.querySelector("#search-0 b")?.textContent === wanted, {}, found);
    }
    await page.$eval("#search", (dialog) => dialog.close());
  });

  test("explains what stands in the way, and what was refused", async () => {
    await command(page, "open", "v=0");
    await click(page, "network.areas[0].input", {x: 0.2});
    await untilState(page, (now) => now.problems.length === 1);
    await page.waitForFunction(() => document.querySelector("#status").textContent === "Todavía no se puede entrenar: lo impide un ajuste.");
    assert.match(await textOf(page, "#messages"), /^Todavía no se puede entrenar\. .*se necesita al menos una/);
    await command(page, "undo");
    await assert.rejects(command(page, "share", "nothing"), /must|takes|can hold/);  // scripts read English
  });

  test("scripts see the same as in English", async () => {
    await command(page, "open", "v=0&seed=5");
    const spanish = await state(page);
    const english = await openPage(site, {fragment: "v=0&seed=5", viewport: {width: 1440, height: 900}, prepare: spoken(["en-US"])});
    await untilState(english, ({moments}) => moments.trial !== null);
    await untilState(page, ({moments}) => moments.trial !== null);
    const facts = ({link, experiment, task, moments, problems, fingerprint}) => ({link, experiment, task, moments, problems, fingerprint});
    assert.deepEqual(facts(await state(page)), facts(await state(english)));
    assert.equal(spanish.view.tab, "overview");
    await settle(page);
    await settle(english);
    const places = (one) => one.evaluate(() => Object.keys(window.playground.places()).filter((name) => name !== "tooltip").sort());
    assert.deepEqual(await places(page), await places(english));
    await english.close();
  });

  test("a table that does not arrive is said, and the page stays English", async () => {
    const cut = await openPage(site, {prepare: async (opened) => {
      await spoken(["es"])(opened);
      await opened.evaluateOnNewDocument(() => {
        const fetched = window.fetch;
        window.fetch = (url, ...rest) => /languages\/es\./.test(String(url)) ? Promise.reject(new TypeError("cut off")) : fetched(url, ...rest);
      });
    }});
    assert.equal(await textOf(cut, "#toast"), "The words of this language could not be loaded. Is the network there?");
    assert.equal(await cut.$eval("html", ({lang}) => lang), "en");
    assert.equal(await textOf(cut, "#run-label"), "Run");
    await cut.close();
  });

  test("English can be chosen, and stays chosen", async () => {
    await page.click("#about-button");
    assert.deepEqual(await page.$$eval("#language option", (options) => options.map(({textContent}) => textContent)), ["English", "Español"]);
    await page.select("#language", "en");
    await page.waitForFunction(() => document.documentElement.lang === "en" && document.querySelector("#run-label").textContent === "Run");
    assert.equal(await textOf(page, "#about-title"), "About NN4N Playground");
    assert.equal(await page.$eval("#undo", ({title}) => title), "Undo (Ctrl+Z)");
    await page.reload();
    await page.waitForFunction(() => window.playground);
    assert.equal(await page.$eval("html", ({lang}) => lang), "en");
    assert.equal(await textOf(page, "#run-label"), "Run");
  });
});
