import { stringify } from 'csv-stringify/sync';
import { printable } from '../../shared/i18n/issues';

/** A cell of a table; `undefined` is empty. */
type Cell = string | number | undefined;

/**
 * Rows as CSV that a spreadsheet does not evaluate: texts have no control characters, behind which a formula could stand, and an
 * apostrophe before a formula's first character.
 */
export function csvOf(rows: readonly (readonly Cell[])[]): string {
  const clean = rows.map((cells) =>
    cells.map((cell) => (typeof cell === 'string' ? printable(cell, Number.POSITIVE_INFINITY) : cell)),
  );
  return stringify(clean, { escape_formulas: true });
}
