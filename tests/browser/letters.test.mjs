// Every letter that the program shows is in the page's fonts: Dear ImGui draws "?" for any other.
import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {test} from "node:test";
import {needed, welcome} from "../../web/tools/letters.mjs";
import {root} from "./support/site.mjs";

test("every letter in a text of the sources is in the fonts", () => {
  const letters = new Set(needed + welcome);
  const sources = readdirSync(join(root, "src"), {recursive: true}).filter((name) => /\.(h|cpp)$/.test(name));
  assert.ok(sources.length > 100);
  const missing = [];
  let beyondAscii = 0;
  for (const source of sources) {
    const code = readFileSync(join(root, "src", source), "utf8").replace(/^\s*\/\/.*$/gm, "");
    for (const [text] of code.matchAll(/"(?:[^"\\\n]|\\.)*"/g)) {
      beyondAscii += /[^\x00-\x7f]/.test(text) ? 1 : 0;
      const unknown = [...text].filter((letter) => !letters.has(letter));
      if (unknown.length > 0) missing.push(`${source}: ${unknown.join(" ")} in ${text}`);
    }
  }
  assert.ok(beyondAscii > 50, "texts are found");
  assert.deepEqual(missing, []);
});
