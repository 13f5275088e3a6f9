// Puts the static site together: hand-written files, modules and fonts in one folder that any static host can serve.
//
//   node make-site.mjs --out FOLDER [--one-file FILE] [--budget BYTES] [--later PREFIX] [--report FILE] FOLDER_OR_FILE…
//
// A folder contributes all its files under their relative names, a file itself; NAME=FILE gives it another name. Every name but a page's (*.html) gets a hash
// of its content (page.js becomes page.0123456789.js), so that a host may let browsers keep it for ever. References are
// rewritten in text files. A reference is the whole of a quoted string, or of a url(…) in CSS, that names a file of the
// site relative to the file it stands in, or to the site: './page.js', "playground.wasm", url(inter-400.otf). A file is
// hashed after those it refers to; the order is found here, and a circle of references is an error.
//
// The budget is about what is loaded before the page can be used: modules, glue and fonts, without those whose names begin
// with PREFIX, which are loaded when somebody asks for them.
//
// The whole page is also made one file, nn4n-playground.html (one-file.mjs), which stands in the site and in --one-file; and
// widget.js, a module for notebooks with that file inside (web/site/widget-cell.js).
//
// sw.js, the service worker, gets the list of the build's files with their hashes; it keeps its name, and so do those files
// that other people's pages name (readyMade).
//
// index.html also gets a <link rel="modulepreload"> for every module that its scripts import, in turn, from the start, so
// that a browser need not find them one after the other; and <meta name="nn4n-sizes">, a JSON object from file name (with and without hash) to size in bytes,
// for a progress bar that works when the host compresses, and <meta name="nn4n-build">, the build's identity.
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {basename, dirname, extname, join, posix, relative, sep} from 'node:path';
import {parseArgs} from 'node:util';
import {gzipSync} from 'node:zlib';
import {bundled, makeOneFile} from './one-file.mjs';

const textTypes = new Set(['.html', '.js', '.mjs', '.css', '.json', '.svg', '.webmanifest']);
const oneFileName = 'nn4n-playground.html';
const mostOfOneFile = 2_200_000;  // bytes
const widgetName = 'widget.js';
const mostOfWidget = 5_000_000;  // bytes; marimo takes no more
const readyMade = new Set([oneFileName, widgetName]);  // nothing in them is a reference
const serviceWorker = 'sw.js';
const notOffline = /^(icon-|screenshot-|nn4n-engine)/;  // what few ask for, and what a browser fetches for itself
const modulesAndFonts = /\.(wasm|mjs|otf)$/;  // what the budget is about

function fail(sentence) {
  console.error(`make-site: ${sentence}`);
  process.exit(1);
}

function collect(inputs) {
  const files = new Map();  // name in the site → content
  const add = (name, path) => {
    if (files.has(name)) fail(`two files are named ${name}`);
    files.set(name, readFileSync(path));
  };
  for (const given of inputs) {
    const [input, name = basename(given)] = given.split('=').reverse();
    if (!existsSync(input)) fail(`${input} does not exist`);
    if (!statSync(input).isDirectory()) {
      add(name, input);
      continue;
    }
    for (const entry of readdirSync(input, {recursive: true}).sort()) {
      const path = join(input, entry);
      if (statSync(path).isFile()) add(relative(input, path).split(sep).join('/'), path);
    }
  }
  return files;
}

const isText = (name) => textTypes.has(extname(name)) && !readyMade.has(name) && name !== serviceWorker;
const quoted = /(["'`]|url\()((?:\.{0,2}\/)*[\w@./-]+\.\w+)((?:[?#][^"'`)]*)?(?:["'`]|\)))/g;

/** The file of the site that a reference in file `from` names, or null. */
function target(files, from, reference) {
  const local = posix.normalize(posix.join(dirname(from), reference));
  if (files.has(local)) return local;
  const global = posix.normalize(reference);
  return files.has(global) ? global : null;
}

function references(files, name) {
  if (!isText(name)) return [];
  const found = new Set();
  for (const [, , reference] of files.get(name).toString().matchAll(quoted)) {
    const to = target(files, name, reference);
    if (to && to !== name) found.add(to);
    const isOurs = /^\.{1,2}\/.*\.(m?js|css|wasm|otf|json|svg|png)$/.test(reference);
    if (!to && isOurs && !name.endsWith('.mjs')) fail(`${name} refers to ${reference}, which is not part of the site`);
  }
  return [...found];
}

/** All names, each after those it refers to. */
function inOrder(files) {
  const order = [];
  const state = new Map();
  const visit = (name, path) => {
    if (state.get(name) === 'done') return;
    if (state.get(name) === 'open') fail(`references in a circle: ${[...path, name].join(' → ')}`);
    state.set(name, 'open');
    for (const next of references(files, name)) visit(next, [...path, name]);
    state.set(name, 'done');
    order.push(name);
  };
  for (const name of files.keys()) visit(name, []);
  return order;
}

const hashOf = (...contents) => {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content);
  return hash.digest('hex').slice(0, 10);
};
function hashedName(name, content) {
  const extension = extname(name);
  if (extension === '.html' || name === serviceWorker || readyMade.has(name)) return name;
  return `${name.slice(0, -extension.length)}.${hashOf(content)}${extension}`;
}

function rewrite(files, finalNames, name) {
  if (!isText(name)) return files.get(name);
  const text = files.get(name).toString().replace(quoted, (whole, before, reference, after) => {
    const to = target(files, name, reference);
    if (!to || to === name) return whole;
    const folder = reference.slice(0, -basename(reference).length);  // as written: './' matters to import
    return before + folder + basename(finalNames.get(to)) + after;
  });
  return Buffer.from(text);
}

/** The modules of the site that a module imports from the start, and those that these import. */
function importsOf(files, name, found = new Set()) {
  for (const [, reference] of files.get(name).toString().matchAll(/^import [^;]*?from ["'](\.\/[\w.-]+)["'];/gm)) {
    const to = target(files, name, reference);
    if (!to || found.has(to)) continue;
    found.add(to);
    importsOf(files, to, found);
  }
  return found;
}

function withMeta(html, sizes, build, modules) {
  const links = modules.map((name) => `<link rel="modulepreload" href="./${name}">\n`).join('');
  const attribute = JSON.stringify(sizes).replace(/&/g, '&amp;').replace(/'/g, '&#39;');
  const meta = `<meta name="nn4n-build" content="${build}">\n<meta name="nn4n-sizes" content='${attribute}'>\n`;
  const text = html.toString();
  if (!text.includes('</head>')) fail('index.html has no </head>');
  return Buffer.from(text.replace('</head>', () => meta + links + '</head>'));
}

/** Prints the size of every file, also into the report. It is an error if the site is over its budget. */
function printSizes(site, budget, later, report) {
  const rows = [];
  let total = 0;
  for (const [name, {content}] of site) {
    const packed = gzipSync(content, {level: 9}).length;
    const onDemand = readyMade.has(name) || (later !== '' && name.startsWith(later));
    const counts = modulesAndFonts.test(name) && !onDemand;
    if (counts) total += packed;
    rows.push([name, content.length, packed, counts ? '' : onDemand ? '  (on demand)' : '  (page)']);
  }
  rows.sort((a, b) => b[2] - a[2]);
  const lines = rows.map(([name, size, packed, note]) => `  ${String(size).padEnd(10)} ${String(packed).padEnd(10)} ${name}${note}`);
  lines.unshift('  bytes      gzip -9    file');
  lines.push(`  modules, their glue and fonts: ${total} bytes of gzip -9; the budget is ${budget}`);
  console.log(lines.join('\n'));
  if (report) writeFileSync(report, lines.join('\n') + '\n');
  if (total > budget) fail(`the site is ${total - budget} bytes over its budget`);
}

const {values, positionals} = parseArgs({
  options: {out: {type: 'string'}, budget: {type: 'string', default: '700000'}, later: {type: 'string', default: ''}, 'one-file': {type: 'string'}, report: {type: 'string'}},
  allowPositionals: true,
});
if (!values.out || positionals.length === 0) fail('usage: make-site.mjs --out FOLDER [--one-file FILE] [--budget BYTES] [--later PREFIX] [--report FILE] FOLDER_OR_FILE…');

const files = collect(positionals);
if (!files.has('index.html')) fail('there is no index.html');
const build = hashOf(...[...files.keys()].sort().flatMap((name) => [name, files.get(name)]));
const oneFile = Buffer.from(await makeOneFile(files, build).catch(({message}) => fail(message)));
if (oneFile.length > mostOfOneFile) fail(`the one file has ${oneFile.length} bytes; allowed ${mostOfOneFile}`);
files.set('page-text.js', Buffer.from(`export default ${JSON.stringify(oneFile.toString())};`));
const widget = Buffer.from(await bundled(files, 'widget-cell.js', {format: 'esm', exports: 'export {default} from'}));
if (widget.length > mostOfWidget) fail(`the widget has ${widget.length} bytes; allowed ${mostOfWidget}`);
for (const inside of ['parts-inside.js', 'main-inside.js', 'widget-cell.js', 'page-text.js']) files.delete(inside);  // of these two alone
files.set(widgetName, widget);
files.set(oneFileName, oneFile);
const order = inOrder(files);
const site = new Map();        // name → {finalName, content}
const finalNames = new Map();  // name → final name
for (const name of order) {
  const content = rewrite(files, finalNames, name);
  finalNames.set(name, hashedName(name, content));
  site.set(name, {finalName: finalNames.get(name), content});
}
const sizes = {};
for (const [name, {finalName, content}] of site) {
  if (name !== 'index.html') sizes[name] = sizes[finalName] = content.length;
}
const modules = files.has('page.js') ? [...importsOf(files, 'page.js')].map((name) => finalNames.get(name)) : [];
site.get('index.html').content = withMeta(site.get('index.html').content, sizes, build, modules);

const kept = [...site.entries()].filter(([name]) => name !== serviceWorker && !readyMade.has(name) && !notOffline.test(name));
const list = {build, files: kept.map(([, {finalName, content}]) => [finalName, hashOf(content)])};
const program = site.get(serviceWorker).content.toString();
const placeOfList = 'const site = {build: "", files: []};';
if (!program.includes(placeOfList)) fail(`${serviceWorker} has no place for the list of files`);
site.get(serviceWorker).content = Buffer.from(program.replace(placeOfList, () => `const site = ${JSON.stringify(list)};`));

rmSync(values.out, {recursive: true, force: true});
for (const {finalName, content} of site.values()) {
  const path = join(values.out, finalName);
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, content);
}
if (values['one-file']) writeFileSync(values['one-file'], oneFile);
writeFileSync(join(values.out, '.nojekyll'), '');  // GitHub Pages: serve the files as they are
printSizes(site, Number(values.budget), values.later, values.report);
