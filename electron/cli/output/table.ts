import { BLANK, type Line, padEnd, padStart, type Span, type Style, span, widthOf, wrap } from './text';

export interface Column {
  readonly title: string;
  readonly align?: 'right';
  readonly style?: Style;
  /** The minimum width to which it may be narrowed; without it, the width is fixed. */
  readonly least?: number;
}

export interface Row {
  /** A mark of one column before the row. */
  readonly mark?: Span;
  readonly cells: readonly string[];
  /** Styles that override the column's, by column index. */
  readonly styles?: Readonly<Record<number, Style>>;
  /** A line below the row: a text in the columns before `column`, and one from there on. */
  readonly below?: { readonly first: string; readonly column: number; readonly text: string };
}

/** The width of the mark before each row, and of the gap between columns. */
const [MARK, GAP] = [2, 2];

/** The width of a table whose columns are not narrowed. */
export function tableWidth(columns: readonly Column[], rows: readonly Row[]): number {
  return totalWidth(naturalWidths(columns, rows));
}

function totalWidth(widths: readonly number[]): number {
  return MARK + widths.reduce((sum, width) => sum + width, 0) + GAP * (widths.length - 1);
}

function naturalWidths(columns: readonly Column[], rows: readonly Row[]): readonly number[] {
  return columns.map(({ title }, index) =>
    rows.reduce((widest, { cells }) => Math.max(widest, widthOf(cells[index] ?? '')), widthOf(title)),
  );
}

/** Column widths that fit: columns with `least` are narrowed, the last one first. */
function narrowed(columns: readonly Column[], rows: readonly Row[], most: number | undefined): readonly number[] {
  const widths = [...naturalWidths(columns, rows)];
  if (most === undefined) return widths;
  for (let index = widths.length - 1; index >= 0; index--) {
    const [width = 0, least] = [widths[index], columns[index]?.least];
    const excess = totalWidth(widths) - most;
    if (least !== undefined && excess > 0) widths[index] = Math.max(Math.min(width, least), width - excess);
  }
  return widths;
}

/** A table: a line of titles, then the rows. Long cells are wrapped. */
export function table(columns: readonly Column[], rows: readonly Row[], most: number | undefined): readonly Line[] {
  const widths = narrowed(columns, rows, most);
  const titles = layOut(
    columns.map(({ title }) => title),
    columns,
    widths,
    () => 'dim',
  );
  return [
    ...titles.map((line) => [span(' '.repeat(MARK)), ...line]),
    ...rows.flatMap((row) => [...rowLines(row, columns, widths), ...belowLines(row, widths, most)]),
  ];
}

function rowLines({ mark, cells, styles }: Row, columns: readonly Column[], widths: readonly number[]): readonly Line[] {
  const styleOf = (column: number) => styles?.[column] ?? columns[column]?.style;
  return layOut(cells, columns, widths, styleOf).map((line, index) => {
    const first = index === 0 && mark ? [mark, span(' '.repeat(MARK - widthOf(mark.text)))] : [span(' '.repeat(MARK))];
    return [...first, ...line];
  });
}

/** Cells side by side, on as many lines as the longest cell needs. */
function layOut(
  cells: readonly string[],
  columns: readonly Column[],
  widths: readonly number[],
  styleOf: (column: number) => Style | undefined,
): readonly Line[] {
  const wrapped = widths.map((width, index) => wrap(cells[index] ?? '', width));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    widths.map((width, index) => {
      const text = wrapped[index]?.[line] ?? '';
      const padded = columns[index]?.align === 'right' ? padStart(text, width) : padEnd(text, width);
      return span(`${index === 0 ? '' : ' '.repeat(GAP)}${padded}`, styleOf(index));
    }),
  );
}

function belowLines({ below }: Row, widths: readonly number[], most: number | undefined): readonly Line[] {
  if (!below || (below.first === '' && below.text === '')) return [];
  const left = totalWidth(widths.slice(0, below.column)) - MARK;
  const first = wrap(below.first, left);
  const text = wrap(below.text, most === undefined ? undefined : Math.max(20, most - MARK - left - GAP));
  return Array.from({ length: Math.max(first.length, text.length) }, (_, line) => [
    span(`${' '.repeat(MARK)}${padEnd(first[line] ?? '', left)}${' '.repeat(GAP)}${text[line] ?? ''}`, 'dim'),
  ]);
}

/** Joins blocks of lines with a blank line between them; empty blocks are skipped. */
export function blocks(...parts: readonly (readonly Line[])[]): readonly Line[] {
  return parts.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : [BLANK, ...lines]));
}
