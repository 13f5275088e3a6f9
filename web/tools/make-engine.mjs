// Makes the package nn4n-engine: a folder that npm packs.
//
//   node make-engine.mjs --out FOLDER --engine nn4n-engine.mjs --schema NUMBER SOURCE_FOLDER SITE_FOLDER LICENCES
//
// The compiled module and the script of the Worker are inside index.js (an ES module) and nn4n-engine.iife.js (for a plain script
// tag, as `nn4n`), so that neither node nor a bundler nor a host has to find a second file.
import {mkdirSync, readFileSync, rmSync, writeFileSync, copyFileSync} from 'node:fs';
import {createHash} from 'node:crypto';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {gzipSync} from 'node:zlib';
import {bundled} from './one-file.mjs';

const {values, positionals: [source, site, licences]} = parseArgs({
  options: {out: {type: 'string'}, engine: {type: 'string'}, schema: {type: 'string'}}, allowPositionals: true,
});

const files = new Map();
for (const name of ['engine.js', 'index.js', 'start.js', 'sweep.js', 'worker.js']) files.set(name, readFileSync(join(source, name)));
for (const name of ['loader.js', 'parts.js']) files.set(name, readFileSync(join(site, name)));

// Node's modules are asked for without an import, which bundlers for browsers would try to follow.
const glue = readFileSync(values.engine, 'utf8');
const asks = 'await import("node:module")';
if (!glue.includes(asks)) throw new Error(`the glue has no ${asks}`);
files.set('nn4n-engine.mjs', Buffer.from(glue.replace(asks, 'process.getBuiltinModule("node:module")')));

const wasm = readFileSync(values.engine.replace(/\.mjs$/, '.wasm'));
const text = (content) => Buffer.from(`export default ${JSON.stringify(content)};`);
const build = createHash('sha256').update(wasm).update(Buffer.concat([...files.values()])).digest('hex').slice(0, 10);
files.set('about.js', Buffer.from(`export const build = "${build}"; export const schema = ${Number(values.schema)};`));
files.set('binary.js', text(gzipSync(wasm, {level: 9}).toString('base64')));
const define = {'import.meta.url': '"file:///nn4n-engine"'};
files.set('worker-text.js', text(await bundled(files, 'worker.js', {define})));

const outputs = {
  'index.js': await bundled(files, 'index.js', {define, format: 'esm', exports: 'export * from'}),
  'nn4n-engine.iife.js': await bundled(files, 'index.js', {define, globalName: 'nn4n', exports: 'export * from'}),
  'package.json': `${JSON.stringify({
    name: 'nn4n-engine', version: '0.0.0', description: 'Recurrent networks of excitatory and inhibitory units for scripts',
    license: 'MIT', type: 'module', sideEffects: false, engines: {node: '>=20.16'}, types: './index.d.ts',
    exports: {'.': {types: './index.d.ts', default: './index.js'}, './nn4n-engine.iife.js': './nn4n-engine.iife.js'},
    unpkg: './nn4n-engine.iife.js',
  }, null, 2)}\n`,
};
rmSync(values.out, {recursive: true, force: true});
mkdirSync(values.out, {recursive: true});
for (const [name, content] of Object.entries(outputs)) writeFileSync(join(values.out, name), content);
for (const name of ['index.d.ts', 'README.md']) copyFileSync(join(source, name), join(values.out, name));
copyFileSync(values.engine.replace(/\.mjs$/, '.d.ts'), join(values.out, 'nn4n-engine.d.ts'));
copyFileSync(licences, join(values.out, 'LICENSE'));
for (const [name, content] of Object.entries(outputs)) {
  console.log(`  ${String(content.length).padEnd(10)} ${String(gzipSync(content, {level: 9}).length).padEnd(10)} nn4n-engine/${name}`);
}
