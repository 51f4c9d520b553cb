/** Counts by true class (rows) and predicted class (columns). */
export type Counts = readonly (readonly number[])[];

/** A cell of the matrix: the true and the predicted class. */
export interface Cell {
  readonly truth: number;
  readonly predicted: number;
}

export interface ClassFigures {
  /** The number of images of the class, and of predictions of it. */
  readonly images: number;
  readonly predicted: number;
  /** TP / (TP + FP): the fraction of predictions of this class that are correct; undefined if it was never predicted. */
  readonly precision: number | undefined;
  /** TP / (TP + FN): the fraction of its images that were predicted correctly; undefined without images. */
  readonly recall: number | undefined;
  /** The harmonic mean of precision and recall; undefined if one of them is, or both are 0. */
  readonly f1: number | undefined;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const part = (some: number, all: number): number | undefined => (all === 0 ? undefined : some / all);

/** A row divided by its sum, as in the paper's Figure 9; undefined for a class without images. */
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

/** The fraction of all images that were predicted correctly. */
export function accuracyOf(counts: Counts): number | undefined {
  return part(sum(counts.map((row, index) => row[index] ?? 0)), sum(counts.map(sum)));
}
