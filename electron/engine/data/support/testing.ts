import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** An IDX file of bytes: the lengths of its axes, and each value by its place. */
export function idxFile(axes: readonly number[], value: (index: number) => number): Uint8Array {
  const header = Buffer.alloc(4 + 4 * axes.length);
  header.set([0, 0, 8, axes.length]);
  for (const [axis, length] of axes.entries()) header.writeUInt32BE(length, 4 + 4 * axis);
  return Buffer.concat([header, Uint8Array.from({ length: axes.reduce((a, b) => a * b) }, (_, index) => value(index))]);
}

/** A user's data set that a test makes. */
export interface OwnData {
  /** [H, W] or [H, W, C]; 28×28 by default. */
  readonly size?: readonly number[];
  readonly train?: number;
  readonly test?: number;
  /** The label of each image to train on, and of each test image: those of ten classes in turn by default. */
  readonly label?: (index: number) => number;
  readonly testLabel?: (index: number) => number;
  /** Pixels are a function of this, too. */
  readonly seed?: number;
}

/** Writes the four files of a data set into a folder, in place of what was there. */
export function writeOwnData(folder: string, data: OwnData): string {
  const { size = [28, 28], train = 40, test = 20, label = (index) => index % 10, testLabel = label, seed = 0 } = data;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const images = `images-idx${size.length + 1}-ubyte`;
  for (const [part, count, labelOf] of [
    ['train', train, label],
    ['t10k', test, testLabel],
  ] as const) {
    writeFileSync(
      path.join(folder, `${part}-${images}`),
      idxFile([count, ...size], (index) => (index * 7_919 + 31 * seed) % 256),
    );
    writeFileSync(path.join(folder, `${part}-labels-idx1-ubyte`), idxFile([count], labelOf));
  }
  return folder;
}
