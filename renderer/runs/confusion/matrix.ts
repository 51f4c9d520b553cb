/** Counts by true class (rows) and by the class that was predicted (columns). */
export type Counts = readonly (readonly number[])[];

/** A place in the matrix: the true class, and what it was taken for. */
export interface Cell {
  readonly truth: number;
  readonly predicted: number;
}

export interface ClassFigures {
  /** Images of the class, and how often it was predicted. */
  readonly images: number;
  readonly predicted: number;
  /** The part of what was predicted as this class that is of it; undefined where it never was predicted. */
  readonly precision: number | undefined;
  /** The part of its images that was found; undefined where there are none. */
  readonly recall: number | undefined;
  /** The harmonic mean of both; undefined where one of them is, or both are 0. */
  readonly f1: number | undefined;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const part = (some: number, all: number): number | undefined => (all === 0 ? undefined : some / all);

/** A row in parts of its sum: the paper's Figure 9. A class without images has none. */
export function sharesOf(counts: Counts): readonly (readonly (number | undefined)[])[] {
  return counts.map((row) => {
    const all = sum(row);
    return row.map((count) => part(count, all));
  });
}

/** Precision and recall of each class. */
export function figuresOf(counts: Counts): readonly ClassFigures[] {
  return counts.map((row, index) => {
    const hits = row[index] ?? 0;
    const predicted = sum(counts.map((other) => other[index] ?? 0));
    const [precision, recall] = [part(hits, predicted), part(hits, sum(row))];
    const f1 = precision === undefined || recall === undefined ? undefined : part(2 * precision * recall, precision + recall);
    return { images: sum(row), predicted, precision, recall, f1 };
  });
}

/** The part of all images that was put into its class. */
export function accuracyOf(counts: Counts): number | undefined {
  return part(sum(counts.map((row, index) => row[index] ?? 0)), sum(counts.map(sum)));
}
