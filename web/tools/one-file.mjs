// Makes the whole page one HTML file, which needs nothing beside it: for a USB stick, an attachment, a frame without an origin.
//
// Everything that the site loads, also later, is inside: one script, which is the page's and that of all its Workers, the
// styles, and modules, fonts and languages as gzip in base64. The policy names scripts and styles by their hashes; what an experiment
// or a lesson adds is data and does not change them (web/site/one-file.js).
import {createHash} from 'node:crypto';
import {posix} from 'node:path';
import {gzipSync} from 'node:zlib';
import {build, transform} from 'esbuild';

/** Modules for esbuild out of the files of the site; parts-inside.js stands in place of parts.js. */
const fromFiles = (files, instead) => ({
  name: 'files of the site',
  setup(bundler) {
    bundler.onResolve({filter: /^\.{1,2}\//}, ({path, importer}) => {
      const name = posix.join(posix.dirname(importer), path);
      const found = instead[name] ?? name;
      return files.has(found) ? {path: found, namespace: 'site'} : {errors: [{text: `${path} is not part of the site`}]};
    });
    bundler.onLoad({filter: /.*/, namespace: 'site'}, ({path}) => ({contents: files.get(path).toString(), loader: 'js'}));
  },
});

/** A module with all that it imports as one script: a classic one, or what the options of esbuild say. */
export async function bundled(files, entry, {instead = {}, exports = 'import', ...options} = {}) {
  const {outputFiles: [{text}]} = await build({
    stdin: {contents: `${exports} './${entry}';`, sourcefile: 'entry.js'},
    bundle: true, write: false, format: 'iife', target: 'es2022', minify: true, charset: 'utf8', legalComments: 'none',
    define: {'import.meta.url': '"nn4n:/page"'}, logLevel: 'error', plugins: [fromFiles(files, instead)], ...options,
  });
  return text.trim();
}

/** The same script without what would end its element too soon: such text only stands in strings and regular expressions. */
const inElement = (code) => code.replaceAll('<!--', '\\x3c!--').replace(/<(?=\/?(?:script|style))/gi, '\\x3c');

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

/** Replaces the only place in the page that matches; a page without it has changed, and so must this file. */
function put(html, place, text) {
  const found = html.match(new RegExp(place.source, 'g'))?.length ?? 0;
  if (found !== 1) throw new Error(`index.html has ${found} places like ${place}, not one`);
  return html.replace(place, () => text);
}

/**
 * @param {Map<string, Buffer>} files of the site, by name, as they were written
 * @param {string} identity of the build
 * @returns {Promise<string>} the text of the file
 */
export async function makeOneFile(files, identity) {
  const minified = async (name, loader) => (await transform(files.get(name).toString(), {loader, minify: true, charset: 'utf8',
    legalComments: 'none', target: 'es2022'})).code.trim();
  const theme = await minified('theme.js', 'js');
  const style = await minified('style.css', 'css') + await minified('lesson/lesson.css', 'css') +
      await minified('sweep/sweep.css', 'css');
  const code = inElement(await bundled(files, 'main-inside.js', {instead: {'parts.js': 'parts-inside.js'}}));
  for (const text of [theme, style, code]) {
    if (/<!--|<\/(script|style)/i.test(text)) throw new Error('A script or a style would end too soon in the one file.');
  }
  const policy = `default-src 'none'; script-src ${hashOf(theme)} ${hashOf(code)} 'wasm-unsafe-eval'; worker-src blob:; ` +
      `style-src ${hashOf(style)}; img-src data: blob:; base-uri 'none'`;
  const parts = [...files.keys()].filter((name) => name === 'playground.wasm' || name.endsWith('.otf') || name.startsWith('languages/')).map((name) =>
    `<script type="text/plain" id="nn4n-part-${posix.basename(name)}">${gzipSync(files.get(name), {level: 9}).toString('base64')}</script>`);

  let html = files.get('index.html').toString();
  html = put(html, /<meta http-equiv="Content-Security-Policy" content="[^"]*">/,
      `<meta http-equiv="Content-Security-Policy" content="${policy}">`);
  html = put(html, /<link rel="icon"[^>]*>/,
      `<link rel="icon" href="data:image/svg+xml;base64,${files.get('favicon.svg').toString('base64')}">`);
  html = html.replace(/<link rel="manifest"[^>]*>\n/, '');
  html = put(html, /<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`);
  html = put(html, /<script src="\.\/theme\.js"><\/script>/, `<script>${theme}</script>`);
  html = put(html, /<script src="\.\/guard\.js"><\/script>\n/, '');
  html = put(html, /<script type="module" src="\.\/page\.js"><\/script>\n/,
      `<meta name="nn4n-build" content="${identity}">\n<meta name="nn4n-home" content="">\n`);
  html = html.replace(/ autofocus(?=[ >\n])/g, ' data-autofocus');  // a browser complains of it in a frame: main-inside.js
  html = put(html, /<p id="no-origin"[\s\S]*?<\/p>/, '');
  html = put(html, / There are also <a href="\.\/examples\.html"[^>]*>examples for scripts<\/a>\./, '');
  html = put(html, /<p><a href="\.\/licences\.txt"[^>]*>Licences<\/a>([^<]*)<\/p>/,
      `<details><summary>Licences of the playground and of what it is made with</summary><pre>${
        escaped(files.get('licences.txt').toString())}</pre></details>`);
  const inside = '<script type="application/json" id="nn4n-inside">{"open":"","lesson":null}</script>';
  return put(html, /<\/body>/, `${[inside, ...parts].join('\n')}\n<script id="nn4n-code">${code}</script>\n</body>`);
}
