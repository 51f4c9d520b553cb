import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import ts from 'typescript';
import { expect, it } from 'vitest';

/** The fonts of the page: those of `renderer/main.tsx` and `fonts.css`, which share the stack of `tokens.css`. */
const FILES = [
  [
    '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
    '@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2',
  ],
  [
    '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2',
    '@fontsource-variable/jetbrains-mono/files/jetbrains-mono-latin-ext-wght-normal.woff2',
  ],
] as const;
const SYMBOLS = '@fontsource/noto-sans-math/files/noto-sans-math-latin-400-normal.woff2';

/** Shown on a Mac alone, whose own font has it; and the sign for what cannot be shown, as which a missing glyph is drawn as well. */
const MAY_BE_MISSING = '⌘\ufffd';

/** The size of the fixed part of a WOFF2 file, and of the tags that its directory writes as numbers. */
const HEADER = 48;
const [CMAP, GLYF, LOCA, SPELLED] = [0, 10, 11, 63];

/** The character map of a font, from its WOFF2 file. @see https://www.w3.org/TR/WOFF2 */
function characterMap(file: Buffer): Buffer {
  let at = HEADER;
  const number = () => {
    for (let value = 0; ; ) {
      const byte = file.readUInt8(at++);
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  let offset = 0;
  let map = { from: 0, to: 0 };
  for (let table = file.readUInt16BE(12); table > 0; table--) {
    const flags = file.readUInt8(at++);
    const [tag, version] = [flags & 63, flags >> 6];
    if (tag === SPELLED) at += 4;
    const length = number();
    const transformed = tag === GLYF || tag === LOCA ? version === 0 : version !== 0;
    const stored = transformed ? number() : length;
    if (tag === CMAP) map = { from: offset, to: offset + stored };
    offset += stored;
  }
  return brotliDecompressSync(file.subarray(at, at + file.readUInt32BE(20))).subarray(map.from, map.to);
}

/** The characters for which a font has a glyph, from the parts of its map in format 4, segments of ranges. */
function charactersOf(name: string): ReadonlySet<string> {
  const map = characterMap(readFileSync(`node_modules/${name}`));
  const found = new Set<string>();
  for (let part = 0; part < map.readUInt16BE(2); part++) {
    const table = map.subarray(map.readUInt32BE(8 + 8 * part));
    if (table.readUInt16BE(0) !== 4) continue;
    const segments = table.readUInt16BE(6) / 2;
    const column = (index: number, segment: number) => 14 + (index === 0 ? 0 : 2) + 2 * (index * segments + segment);
    for (let segment = 0; segment < segments; segment++) {
      const [end, start, delta, skip] = [0, 1, 2, 3].map((index) => table.readUInt16BE(column(index, segment)));
      for (let code = start ?? 0; code <= (end ?? 0) && code < 0xffff; code++) {
        const glyph = skip
          ? table.readUInt16BE(column(3, segment) + skip + 2 * (code - (start ?? 0)))
          : (code + (delta ?? 0)) & 0xffff;
        if (glyph !== 0) found.add(String.fromCharCode(code));
      }
    }
  }
  return found;
}

/** The characters that the page takes from the font of symbols: those in the ranges of `fonts.css`, if both stacks have it. */
function symbols(): readonly string[] {
  const [css, tokens] = ['fonts', 'tokens'].map((name) => readFileSync(`renderer/ui/${name}.css`, 'utf8'));
  expect(css).toContain(SYMBOLS);
  for (const stack of ['--sans', '--mono'])
    expect(new RegExp(`${stack}: .*"Noto Sans Math"`).test(tokens ?? ''), stack).toBe(true);
  const ranges = [...(css ?? '').matchAll(/U\+([0-9A-F]+)-([0-9A-F]+)/g)].map(([, from, to]) =>
    [from, to].map((code) => Number(`0x${code}`)),
  );
  const inRange = (character: string) =>
    ranges.some(([from = 0, to = 0]) => from <= character.charCodeAt(0) && character.charCodeAt(0) <= to);
  return [...charactersOf(SYMBOLS)].filter(inRange);
}

/** The characters beyond ASCII of the texts of a source file, without its comments. */
function writtenIn(file: string): readonly string[] {
  const found: string[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isTemplateHead(node) || ts.isJsxText(node))
      // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them.
      found.push(...node.text.replace(/[\x00-\x7f]/g, ''));
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, false));
  return found;
}

it('every character of the window’s texts has a glyph in a font that is bundled', () => {
  // The terminal and the report, a page of its own, are drawn with the reader's fonts.
  const list = spawnSync('git', ['ls-files', 'shared', 'renderer', 'electron'], { encoding: 'utf8' }).stdout.split('\n');
  const files = list.filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.|\/golden\/|^electron\/(cli|services\/report|packaging)\//.test(file),
  );
  const used = new Map(files.flatMap((file) => writtenIn(file).map((character) => [character, file] as const)));
  expect(used.size).toBeGreaterThan(20);
  expect([...used.keys()]).toContain('→');
  for (const faces of FILES) {
    const bundled = new Set([...faces.flatMap((name) => [...charactersOf(name)]), ...symbols()]);
    expect(bundled.size).toBeGreaterThan(500);
    expect([...used].filter(([character]) => !bundled.has(character) && !MAY_BE_MISSING.includes(character))).toEqual([]);
  }
});
