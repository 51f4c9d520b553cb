import { CAPITAL, shorten, textWidth, write } from './font';
import { blank, type Colour, fillRect, type Picture } from './picture';

export interface ConfusionOptions {
  /** The labels of the two axes. */
  readonly captions?: { readonly rows: string; readonly columns: string };
}

const PAPER: Colour = [255, 255, 255];
const INK: Colour = [32, 34, 40];
const PALE: Colour = [118, 120, 128];
const RULE: Colour = [214, 215, 220];
/** The fill of a cell at 100 %. */
const FULL: Colour = [18, 62, 122];

/** Pixels. */
const ZOOM = 2;
const CELL = 50;
const GAP = 10;
const LABEL = 136;

/** With more classes than this there is no room for figures and names: the cells show their shades alone. */
const MOST_WITH_WORDS = 24;

/**
 * A confusion matrix as a picture: a row for each true class, a column for each predicted one; each cell shaded by its share of the
 * true class, with that share in percent. Cells without an image are left empty.
 * @param counts images by [true class][predicted class]
 * @param classes the names of the classes, which are shortened where they are long
 */
export function confusionPicture(
  counts: readonly (readonly number[])[],
  classes: readonly string[],
  { captions = { rows: 'true class', columns: 'predicted class' } }: ConfusionOptions = {},
): Picture {
  const count = classes.length;
  const words = count <= MOST_WITH_WORDS;
  const cell = words ? CELL : Math.max(3, Math.floor(1_000 / count));
  const caption = CAPITAL * ZOOM + 3 * GAP;
  const names = classes.map((name) => shorten(name, LABEL, ZOOM));
  const widest = names.reduce((most, name) => Math.max(most, textWidth(name, ZOOM)), 0);
  const start = words ? caption + widest + GAP : GAP;
  const side = start + count * cell + 2 * GAP;
  const picture = blank(side, side, PAPER);
  for (let row = 0; row < count; row++) {
    const total = (counts[row] ?? []).reduce((sum, value) => sum + value, 0);
    for (let column = 0; column < count; column++) {
      const found = counts[row]?.[column] ?? 0;
      const part = found > 0 ? found / total : 0;
      const [left, top] = [start + column * cell, start + row * cell];
      fillRect(picture, left, top, cell - 1, cell - 1, shadeOf(part));
      if (words && found > 0) figure(picture, part, left, top);
    }
  }
  frame(picture, start, count * cell);
  if (words) label(picture, names, start, captions);
  return picture;
}

/** Lines around the cells, which show empty ones at the border. */
function frame(picture: Picture, start: number, length: number): void {
  for (const at of [start - 1, start + length - 1]) {
    fillRect(picture, start - 1, at, length + 1, 1, RULE);
    fillRect(picture, at, start - 1, 1, length + 1, RULE);
  }
}

/** The colour of a cell. The shade is the square root of the share, so that small shares are visible. */
function shadeOf(part: number): Colour {
  const strength = Math.sqrt(part);
  const mix = (axis: 0 | 1 | 2) => Math.round(PAPER[axis] + (FULL[axis] - PAPER[axis]) * strength);
  return part === 0 ? [248, 248, 250] : [mix(0), mix(1), mix(2)];
}

function figure(picture: Picture, part: number, left: number, top: number): void {
  const percent = 100 * part;
  const text = percent >= 99.95 ? '100' : percent.toFixed(1);
  const x = left + Math.round((CELL - 1 - textWidth(text, ZOOM)) / 2);
  const y = top + Math.round((CELL - 1 - CAPITAL * ZOOM) / 2);
  write(picture, text, [x, y], { zoom: ZOOM, colour: part > 0.45 ? PAPER : INK });
}

function label(picture: Picture, names: readonly string[], start: number, captions: { rows: string; columns: string }): void {
  const middle = Math.round((CELL - 1 - CAPITAL * ZOOM) / 2);
  for (const [index, text] of names.entries()) {
    const at = start + index * CELL + middle;
    write(picture, text, [start - GAP - textWidth(text, ZOOM), at], { zoom: ZOOM, colour: INK });
    write(picture, text, [at, start - GAP], { zoom: ZOOM, colour: INK, upwards: true });
  }
  const length = names.length * CELL;
  const centred = (text: string) => Math.round((length - textWidth(text, ZOOM)) / 2);
  write(picture, captions.columns, [start + centred(captions.columns), GAP], { zoom: ZOOM, colour: PALE });
  write(picture, captions.rows, [GAP, start + length - centred(captions.rows)], { zoom: ZOOM, colour: PALE, upwards: true });
}
