// Turns lessons and languages into modules of the site, and puts the packages that lessons need beside them.
//
//   node make-lessons.mjs --out FOLDER --lessons FOLDER --languages FOLDER --modules node_modules
//
// lessons/KEY.LANGUAGE.json becomes lessons/KEY.LANGUAGE.js, and lesson/catalogue.js names them all; languages.js names
// the tables of web/languages, which are put beside it. So another lesson or language is one more file and nothing else. Equations in
// lessons, $…$ as in TeX, are turned into MathML here: `math` of a lesson maps what stands between the signs to MathML.
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';

const {values} = parseArgs({options: {
  out: {type: 'string'}, lessons: {type: 'string'}, languages: {type: 'string'}, modules: {type: 'string'},
}});
const temml = createRequire(resolve(values.modules, 'x.js'))('temml');

const read = (folder, name) => {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8'));
  } catch (error) {
    console.error(`make-lessons: ${name}: ${error.message}`);
    process.exit(1);
  }
};
const texts = (value) => typeof value === 'string' ? [value] : value && typeof value === 'object' ? Object.values(value).flatMap(texts) : [];

/** All equations of a lesson, as MathML. */
function mathOf(lesson) {
  const found = {};
  for (const text of texts(lesson)) {
    for (const [, tex] of text.matchAll(/\$([^$\n]{1,200})\$/g)) {
      found[tex] ??= temml.renderToString(tex, {throwOnError: true, xml: true, trust: false});
    }
  }
  return found;
}

rmSync(values.out, {recursive: true, force: true});
for (const folder of ['lessons', 'languages', 'lesson']) mkdirSync(join(values.out, folder), {recursive: true});
const put = (name, value) => writeFileSync(join(values.out, name), `export default ${JSON.stringify(value)};\n`);

const languages = readdirSync(values.languages).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5)).sort();
for (const language of languages)
  writeFileSync(join(values.out, `languages/${language}.json`), JSON.stringify(read(values.languages, `${language}.json`)));

const lessons = {};
for (const name of readdirSync(values.lessons).filter((file) => file.endsWith('.json')).sort()) {
  const [, key, language] = name.match(/^([a-z0-9-]+)\.([a-z-]+)\.json$/) ?? [];
  if (!key) throw new Error(`${name} is not named KEY.LANGUAGE.json`);
  const lesson = read(values.lessons, name);
  put(`lessons/${key}.${language}.js`, {...lesson, math: mathOf(lesson)});
  const entry = lessons[key] ??= {order: lesson.order, titles: {}, minutes: lesson.minutes};
  entry.titles[language] = lesson.title;
}
const keys = Object.keys(lessons).sort((a, b) => lessons[a].order - lessons[b].order);
const imports = (folder, name, list) => list.map((one) => `    "${one}": () => import("../${folder}/${name}${one}.js"),\n`).join('');
writeFileSync(join(values.out, 'languages.js'), `// Made by the build from web/languages.\nexport const languages = {\n${languages.map((one) => `  "${one}": new URL("./languages/${one}.json", import.meta.url),\n`).join('')}};\n`);
writeFileSync(join(values.out, 'lesson/catalogue.js'), `// Made by the build from web/lessons.
export const lessons = [\n${keys.map((key) => `  {key: "${key}", minutes: ${lessons[key].minutes}, titles: ${JSON.stringify(lessons[key].titles)}, load: {
${imports('lessons', `${key}.`, Object.keys(lessons[key].titles))}  }},\n`).join('')}];\n`);

const strip = (from, to) => writeFileSync(join(values.out, to), readFileSync(join(values.modules, from), 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, ''));
strip('marked/lib/marked.esm.js', 'lesson/marked.js');
