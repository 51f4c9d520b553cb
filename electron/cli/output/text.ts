import { printable } from '../../../shared/i18n/issues';

const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 } as const;
export type Style = keyof typeof STYLES;

/** A piece of a line in one style. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

/** One line of output, from left to right. */
export type Line = readonly Span[];

export const span = (text: string, style?: Style): Span => (style ? { text, style } : { text });

/** A space at which lines are not broken; it is printed as a plain space. */
export const NO_BREAK = '\u00a0';

/** An empty line. */
export const BLANK: Line = [];

/**
 * Lines as text. Control characters, which could come from a file and control the terminal, are made visible before our own colours
 * are added.
 */
export function render(lines: readonly Line[], colour: boolean): string {
  return lines.map((line) => `${renderLine(line, colour)}\n`).join('');
}

function renderLine(line: Line, colour: boolean): string {
  const painted = line.map(({ text, style }) => {
    const clean = printable(text, Number.POSITIVE_INFINITY).replaceAll(NO_BREAK, ' ');
    return colour && style && clean.trim() !== '' ? `\x1b[${STYLES[style]}m${clean}\x1b[0m` : clean;
  });
  return painted.join('').trimEnd();
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const NARROW = /^[\x20-\u024f–—…·×−→✓✗]*$/u;
const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** The number of columns of a text in a terminal. */
export function widthOf(text: string): number {
  if (NARROW.test(text)) return text.length;
  let width = 0;
  for (const grapheme of graphemesOf(text)) width += columnsOf(grapheme);
  return width;
}

/** The graphemes of a text, by parts that end at a space if there is one: V8 segments a text in the square of its length. */
function* graphemesOf(text: string): Iterable<string> {
  for (const [part] of text.matchAll(/.{1,500}(?: |$)|.{1,500}/gsu))
    for (const { segment } of graphemes.segment(part)) yield segment;
}

const columnsOf = (grapheme: string): number => (WIDE.test(grapheme) ? 2 : 1);

interface Word {
  readonly text: string;
  readonly width: number;
}

/** The words of a text, each of at most `most` columns; a longer word is split. */
function wordsOf(text: string, most: number): readonly Word[] {
  const words: Word[] = [];
  let [word, width] = ['', 0];
  const end = () => {
    words.push({ text: word, width });
    [word, width] = ['', 0];
  };
  const narrow = NARROW.test(text);
  for (const unit of narrow ? text : graphemesOf(text)) {
    const columns = narrow ? 1 : columnsOf(unit);
    if (unit === ' ' || (word !== '' && width + columns > most)) end();
    if (unit !== ' ') [word, width] = [word + unit, width + columns];
  }
  end();
  return words;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - widthOf(text))) + text;
}

/** Breaks a text between words into lines of at most `width` columns; a longer word is split. */
export function wrap(text: string, width = Number.POSITIVE_INFINITY): readonly string[] {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line: Word | undefined;
  for (const word of wordsOf(text, width)) {
    if (line && line.text !== '' && line.width + 1 + word.width > width) {
      lines.push(line.text);
      line = word;
    } else line = line && line.text !== '' ? { text: `${line.text} ${word.text}`, width: line.width + 1 + word.width } : word;
  }
  return [...lines, line?.text ?? ''];
}

/** Maximum width of sentences, in columns. */
const READABLE = 100;

/** `first`, followed by the text, wrapped with a hanging indent. */
export function hanging(first: Line, text: string, columns: number | undefined, style?: Style): readonly Line[] {
  const indent = first.reduce((sum, { text }) => sum + widthOf(text), 0);
  const width = columns === undefined ? undefined : Math.max(20, Math.min(columns, READABLE) - indent);
  return wrap(text, width).map((line, index) => [...(index === 0 ? first : [span(' '.repeat(indent))]), span(line, style)]);
}
