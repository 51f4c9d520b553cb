import { type Colour, fillRect, type Picture } from './picture';

/** A small typeface: each character row by row from the top, the ninth and last row that of the descenders. */
const GLYPHS: ReadonlyMap<string, string> = new Map([
  ['0', '.###. #...# #..## #.#.# ##..# #...# .###.'],
  ['1', '..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.'],
  ['2', '.###. #...# ....# ..##. .#... #.... #####'],
  ['3', '.###. #...# ....# ..##. ....# #...# .###.'],
  ['4', '...#. ..##. .#.#. #..#. ##### ...#. ...#.'],
  ['5', '##### #.... ####. ....# ....# #...# .###.'],
  ['6', '..##. .#... #.... ####. #...# #...# .###.'],
  ['7', '##### ....# ...#. ..#.. ..#.. .#... .#...'],
  ['8', '.###. #...# #...# .###. #...# #...# .###.'],
  ['9', '.###. #...# #...# .#### ....# ...#. .##..'],
  ['A', '.###. #...# #...# ##### #...# #...# #...#'],
  ['B', '####. #...# #...# ####. #...# #...# ####.'],
  ['C', '.###. #...# #.... #.... #.... #...# .###.'],
  ['D', '####. #...# #...# #...# #...# #...# ####.'],
  ['E', '##### #.... #.... ####. #.... #.... #####'],
  ['F', '##### #.... #.... ####. #.... #.... #....'],
  ['G', '.###. #...# #.... #.### #...# #...# .####'],
  ['H', '#...# #...# #...# ##### #...# #...# #...#'],
  ['I', '### .#. .#. .#. .#. .#. ###'],
  ['J', '..### ...#. ...#. ...#. ...#. #..#. .##..'],
  ['K', '#...# #..#. #.#.. ##... #.#.. #..#. #...#'],
  ['L', '#.... #.... #.... #.... #.... #.... #####'],
  ['M', '#...# ##.## #.#.# #.#.# #...# #...# #...#'],
  ['N', '#...# ##..# #.#.# #..## #...# #...# #...#'],
  ['O', '.###. #...# #...# #...# #...# #...# .###.'],
  ['P', '####. #...# #...# ####. #.... #.... #....'],
  ['Q', '.###. #...# #...# #...# #.#.# #..#. .##.#'],
  ['R', '####. #...# #...# ####. #.#.. #..#. #...#'],
  ['S', '.#### #.... #.... .###. ....# ....# ####.'],
  ['T', '##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#..'],
  ['U', '#...# #...# #...# #...# #...# #...# .###.'],
  ['V', '#...# #...# #...# #...# #...# .#.#. ..#..'],
  ['W', '#...# #...# #...# #.#.# #.#.# ##.## #...#'],
  ['X', '#...# #...# .#.#. ..#.. .#.#. #...# #...#'],
  ['Y', '#...# #...# .#.#. ..#.. ..#.. ..#.. ..#..'],
  ['Z', '##### ....# ...#. ..#.. .#... #.... #####'],
  ['a', '..... ..... .###. ....# .#### #...# .####'],
  ['b', '#.... #.... ####. #...# #...# #...# ####.'],
  ['c', '.... .... .### #... #... #... .###'],
  ['d', '....# ....# .#### #...# #...# #...# .####'],
  ['e', '..... ..... .###. #...# ##### #.... .###.'],
  ['f', '..## .#.. #### .#.. .#.. .#.. .#..'],
  ['g', '..... ..... .#### #...# #...# #...# .#### ....# .###.'],
  ['h', '#.... #.... ####. #...# #...# #...# #...#'],
  ['i', '# . # # # # #'],
  ['j', '..# ... ..# ..# ..# ..# ..# ..# ##.'],
  ['k', '#... #... #..# #.#. ##.. #.#. #..#'],
  ['l', '#. #. #. #. #. #. .#'],
  ['m', '..... ..... ##.#. #.#.# #.#.# #.#.# #.#.#'],
  ['n', '..... ..... ####. #...# #...# #...# #...#'],
  ['o', '..... ..... .###. #...# #...# #...# .###.'],
  ['p', '..... ..... ####. #...# #...# #...# ####. #.... #....'],
  ['q', '..... ..... .#### #...# #...# #...# .#### ....# ....#'],
  ['r', '.... .... #.## ##.. #... #... #...'],
  ['s', '.... .... .### #... .##. ...# ###.'],
  ['t', '.#.. .#.. #### .#.. .#.. .#.. ..##'],
  ['u', '..... ..... #...# #...# #...# #...# .####'],
  ['v', '..... ..... #...# #...# #...# .#.#. ..#..'],
  ['w', '..... ..... #...# #...# #.#.# #.#.# .#.#.'],
  ['x', '..... ..... #...# .#.#. ..#.. .#.#. #...#'],
  ['y', '..... ..... #...# #...# #...# #...# .#### ....# .###.'],
  ['z', '.... .... #### ...# ..#. .#.. ####'],
  ['.', '. . . . . . #'],
  [',', '.. .. .. .. .. .# .# #.'],
  ['-', '... ... ... ### ... ... ...'],
  ['/', '....# ....# ...#. ..#.. .#... #.... #....'],
  ['_', '.... .... .... .... .... .... ####'],
  ['%', '##..# ##..# ...#. ..#.. .#... #..## #..##'],
  ["'", '# # . . . . .'],
  ['(', '.# #. #. #. #. #. .#'],
  [')', '#. .# .# .# .# .# #.'],
  ['+', '..... ..#.. ..#.. ##### ..#.. ..#.. .....'],
  ['&', '.##.. #..#. #.#.. .#... #.#.# #..#. .##.#'],
  [':', '. . # . . # .'],
  [' ', '... ... ... ... ... ... ...'],
  ['?', '.###. #...# ....# ..##. ..#.. ..... ..#..'],
]);

/** The height of capitals and digits, in the typeface's own pixels; descenders reach two below. */
export const CAPITAL = 7;

/** Text as it can be written: without accents, and with a ? for every character that the typeface does not have. */
function spell(text: string): readonly (readonly string[])[] {
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '');
  return Array.from(bare, (character) => (GLYPHS.get(character) ?? GLYPHS.get('?') ?? '').split(' '));
}

const widthOf = (rows: readonly string[]) => rows[0]?.length ?? 0;

/** The width of a text, in pixels. */
export function textWidth(text: string, zoom: number): number {
  return (
    Math.max(
      0,
      spell(text).reduce((sum, rows) => sum + widthOf(rows) + 1, -1),
    ) * zoom
  );
}

/** Shortens a text to at most so many pixels; one that is shortened ends in a point. */
export function shorten(text: string, most: number, zoom: number): string {
  if (textWidth(text, zoom) <= most) return text;
  let short = text;
  while (short.length > 0 && textWidth(`${short}.`, zoom) > most) short = short.slice(0, -1);
  return `${short.trimEnd()}.`;
}

/**
 * Writes a text into a picture, each pixel of the typeface as a square of `zoom` pixels.
 * @param left where it begins; @param top the upper edge of its capitals. Upwards, it begins at the bottom, and its capitals'
 * upper edge is its left one.
 */
export function write(
  picture: Picture,
  text: string,
  [left, top]: readonly [left: number, top: number],
  { zoom, colour, upwards = false }: { readonly zoom: number; readonly colour: Colour; readonly upwards?: boolean },
): void {
  let along = 0;
  for (const rows of spell(text)) {
    for (const [row, line] of rows.entries())
      for (let column = 0; column < line.length; column++) {
        if (line[column] !== '#') continue;
        const [x, y] = upwards ? [row, -along - column - 1] : [along + column, row];
        fillRect(picture, left + x * zoom, top + y * zoom, zoom, zoom, colour);
      }
    along += widthOf(rows) + 1;
  }
}
