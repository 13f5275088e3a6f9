// The words of the sources that a person reads in the page, found without running anything: the texts of index.html, and the
// literals of scripts and of C++ that look like words.
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {root} from "./site.mjs";

/** What is read elsewhere than in the page: programs, specifications for scripts, and code. */
const elsewhere = [
  /^src\/(cli|parity|api|base\/(declare|selection))/, /^src\/playground\/(commands|circuit_state|platform\/)/, /^src\/analysis\/analysis_items/, /^src\/lesson\//, /^src\/sweep\//,
  /^src\/training\/(python_|tables|tensor_archive)/, /^web\/site\/(bench|examples|frame-cost|widget-cell|sw|lesson\/|embed-code)/, /^web\/site\/sweep\/recipe/,
];
/** What is wrong within a damaged file, word for word as the program says it: English in every language. */
const damage = /^src\/(codec\/(csv|npy|npz|safetensors|strict_reader|json|json_value|read_value|own_data|experiment_file|share_link|mask_text)|training\/(checkpoint|film|weights|weights_file|given_inputs|packed_weights|open_run)|analysis\/(held_input|network_report|condition_activity))\./;

const files = (folder, pattern) => readdirSync(join(root, folder), {recursive: true}).map((name) => `${folder}/${name}`)
    .filter((name) => pattern.test(name) && !elsewhere.some((one) => one.test(name)) && !damage.test(name)).sort();
const read = (name) => readFileSync(join(root, name), "utf8");
const plain = (text) => text.replace(/\s+/g, " ").trim();
const unescaped = (text) => text.replace(/\\n/g, " ").replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(parseInt(code, 16))).replace(/\\(["'`\\])/g, "$1");
const entities = {amp: "&", lt: "<", gt: ">", quot: "\"", nbsp: "\u00a0"};

/** The texts and the attributes of index.html that are read. */
export function textsOfPage() {
  const html = read("web/site/index.html").replace(/<!--[\s\S]*?-->|<(script|style|code|pre)\b[\s\S]*?<\/\1>|<noscript>[\s\S]*?<\/noscript>/g, " \u0000 ").replace(/<head>[\s\S]*<\/head>/, "");
  const attributes = [...html.matchAll(/\s(?:title|aria-label|placeholder)="([^"]*)"/g)].map(([, text]) => text);
  return [...html.split(/<[^>]*>|\u0000/), ...attributes].map((text) => plain(text.replace(/&(\w+);/g, (whole, name) => entities[name] ?? whole))).filter((text) => /\p{L}{2}/u.test(text));
}

const isWords = (text) => /\p{L}{2,} \p{L}|\p{L} \p{L}{2,}|^[A-Z]\p{Ll}+\b/u.test(text) && !/^[\w-]+(\.[\w-]+)+$|[<>{}]=?"?|^#|=\\?"|^\w+=|[a-z]_[a-z]|::|\$\{/.test(text);

/** Pieces of the literals of a script; a template is cut at what it puts in. */
function piecesOfScript(code) {
  const bare = code.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/[^\n]*/g, "$1");
  const joined = bare.replace(/(["`])\s*\+\s*\n?\s*\1/g, "");
  return [...joined.matchAll(/"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].flatMap(([, quoted, template]) => (quoted ?? template).split(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/));
}

/** Literals of C++, adjacent ones as one. */
function piecesOfProgram(code) {
  const bare = code.replace(/^\s*#include.*$/gm, "").replace(/(^|\s)\/\/[^\n]*/g, "$1");
  return [...bare.matchAll(/"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*/g)].map(([whole]) => [...whole.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(([, text]) => text).join(""));
}

/** [{file, text}] of all words in scripts and C++. */
export function textsOfSources() {
  const found = [];
  for (const [names, pieces] of [[files("web/site", /\.js$/), piecesOfScript], [files("src", /\.(cpp|h)$/), piecesOfProgram]]) {
    for (const file of names) for (const piece of pieces(read(file))) {
      const text = plain(unescaped(piece));
      if (isWords(text)) found.push({file, text});
    }
  }
  return found;
}

/** All that any source says, as one text in which the pieces of phrases are looked for. */
export function everythingSaid() {
  const all = readdirSync(join(root, "src"), {recursive: true}).filter((name) => /\.(cpp|h)$/.test(name)).flatMap((name) => piecesOfProgram(read(`src/${name}`)));
  const scripts = readdirSync(join(root, "web/site"), {recursive: true}).filter((name) => name.endsWith(".js")).flatMap((name) => piecesOfScript(read(`web/site/${name}`)));
  return [...textsOfPage(), ...all, ...scripts].map((text) => plain(unescaped(text))).join("\n");
}
