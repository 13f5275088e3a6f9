// Makes the small fonts of the page from Inter's full ones:
//
//   node subset-font.mjs FONT_FOLDER OUTPUT_FOLDER     writes inter-400.otf, inter-500.otf, inter-600.otf
//
// Numbers that change on the screen must not move sideways, so all digits need the same width. Inter has such digits as
// an OpenType feature ("tnum"), but Dear ImGui applies no features. So they become the only digits of these fonts, for
// ImGui and for CSS alike.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import * as hb from 'harfbuzzjs';
import {needed, welcome} from './letters.mjs';

const weights = {400: 'Inter-Regular.otf', 500: 'Inter-Medium.otf', 600: 'Inter-SemiBold.otf'};

const digits = '0123456789';

/** The glyph that a character becomes with tabular figures: 0 where the font has none. */
function tabularGlyph(font, character) {
  const buffer = new hb.Buffer();
  buffer.addText(character);
  buffer.guessSegmentProperties();
  hb.shape(font, buffer, [hb.Feature.fromString('tnum')]);
  const glyphs = buffer.getGlyphInfosAndPositions();
  return glyphs.length === 1 ? {id: glyphs[0].codepoint, advance: glyphs[0].xAdvance} : {id: 0};
}

/** An sfnt file (OpenType or TrueType) as a map from table tag to bytes, and back. */
function readTables(file) {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables = new Map();
  for (let i = 0; i < view.getUint16(4); i++) {
    const entry = 12 + 16 * i;
    const tag = file.toString('latin1', entry, entry + 4);
    const start = view.getUint32(entry + 8);
    tables.set(tag, file.subarray(start, start + view.getUint32(entry + 12)));
  }
  return tables;
}

function checksum(bytes) {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4) {
    for (let k = 0; k < 4; k++) sum = (sum + (bytes[i + k] ?? 0) * 2 ** (24 - 8 * k)) >>> 0;
  }
  return sum;
}

function writeTables(tables) {
  const tags = [...tables.keys()].sort();
  const power = 2 ** Math.floor(Math.log2(tags.length));
  const header = Buffer.alloc(12 + 16 * tags.length);
  header.write('OTTO', 0, 'latin1');
  header.writeUInt16BE(tags.length, 4);
  header.writeUInt16BE(16 * power, 6);
  header.writeUInt16BE(Math.log2(power), 8);
  header.writeUInt16BE(16 * (tags.length - power), 10);
  const parts = [header];
  let offset = header.length;
  tags.forEach((tag, i) => {
    const table = tables.get(tag);
    const padded = Buffer.alloc((table.length + 3) & ~3);
    table.copy(padded);
    header.write(tag, 12 + 16 * i, 'latin1');
    header.writeUInt32BE(checksum(padded), 16 + 16 * i);
    header.writeUInt32BE(offset, 20 + 16 * i);
    header.writeUInt32BE(table.length, 24 + 16 * i);
    parts.push(padded);
    offset += padded.length;
  });
  return Buffer.concat(parts);
}

/** A character map, format 4: one segment per character, which HarfBuzz merges when it subsets. */
function characterMap(glyphs) {
  const segments = [...glyphs].map(([character, id]) => [character.codePointAt(0), id]).sort((a, b) => a[0] - b[0]);
  segments.push([0xffff, 0]);
  const n = segments.length;
  const power = 2 ** Math.floor(Math.log2(n));
  const table = Buffer.alloc(12 + 16 + 8 * n);
  [0, 1, 3, 1].forEach((value, i) => table.writeUInt16BE(value, 2 * i));  // one subtable: Windows, Unicode
  table.writeUInt32BE(12, 8);
  [4, 16 + 8 * n, 0, 2 * n, 2 * power, Math.log2(power), 2 * (n - power)].forEach(
      (value, i) => table.writeUInt16BE(value, 12 + 2 * i));
  segments.forEach(([code, id], i) => {
    table.writeUInt16BE(code, 26 + 2 * i);                                // end
    table.writeUInt16BE(code, 28 + 2 * (n + i));                          // start
    table.writeUInt16BE((id - code) & 0xffff, 28 + 2 * (2 * n + i));      // glyph = character + this
  });
  return table;
}

/** HarfBuzz's subsetter through its C interface: keeps the glyphs of these characters. */
async function subset(file, characters) {
  const path = createRequire(import.meta.url).resolve('harfbuzzjs/dist/harfbuzz-subset.wasm');
  const {instance: {exports: c}} = await WebAssembly.instantiate(readFileSync(path));
  c._initialize?.();
  const memory = () => new Uint8Array(c.memory.buffer);
  const address = c.malloc(file.length);
  memory().set(file, address);
  const blob = c.hb_blob_create(address, file.length, 2 /* writable */, 0, 0);
  const face = c.hb_face_create(blob, 0);
  const input = c.hb_subset_input_create_or_fail();
  for (const character of characters) c.hb_set_add(c.hb_subset_input_unicode_set(input), character.codePointAt(0));
  c.hb_subset_input_set_flags(input, 0x1 /* no hinting */ | 0x200 /* no layout closure */);
  const result = c.hb_subset_or_fail(face, input);
  if (!result) throw new Error('HarfBuzz could not subset the font');
  const out = c.hb_face_reference_blob(result);
  const start = c.hb_blob_get_data(out, 0);
  return Buffer.from(memory().slice(start, start + c.hb_blob_get_length(out)));
}

function fontOf(file) {
  return new hb.Font(new hb.Face(new hb.Blob(file), 0));
}

async function makeFont(source) {
  const full = readFileSync(source);
  const font = fontOf(full);
  const glyphs = new Map();
  for (const character of needed + welcome) {
    const {id} = tabularGlyph(font, character);
    if (id) glyphs.set(character, id);
    else if (needed.includes(character)) throw new Error(`${source} has no '${character}'`);
  }
  const tables = readTables(full);
  const kept = ['CFF ', 'OS/2', 'cmap', 'head', 'hhea', 'hmtx', 'maxp', 'name', 'post'];
  for (const tag of tables.keys()) if (!kept.includes(tag)) tables.delete(tag);
  tables.set('cmap', characterMap(glyphs));
  const small = await subset(writeTables(tables), glyphs.keys());
  check(small, glyphs.keys(), source);
  return small;
}

function check(file, characters, source) {
  const font = fontOf(file);
  for (const character of characters) {
    if (!tabularGlyph(font, character).id) throw new Error(`${source}: '${character}' was lost`);
  }
  const widths = new Set([...digits].map((digit) => tabularGlyph(font, digit).advance));
  if (widths.size !== 1) throw new Error(`${source}: the digits differ in width: ${[...widths].join(', ')}`);
}

const [from, to] = process.argv.slice(2);
if (!to) throw new Error('usage: node subset-font.mjs FONT_FOLDER OUTPUT_FOLDER');
mkdirSync(to, {recursive: true});
for (const [weight, file] of Object.entries(weights)) {
  writeFileSync(join(to, `inter-${weight}.otf`), await makeFont(join(from, file)));
}
