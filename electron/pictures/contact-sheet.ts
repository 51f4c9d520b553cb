import type { ImageShape } from '../../shared/layers/support/shape';
import { blank, channelsShown, type Picture, paste } from './picture';

export interface SheetOptions {
  /** Pixels of the sheet for a pixel of an image, along each axis; by default, as many as make an image some 84 pixels high. */
  readonly zoom?: number;
  /** Pixels between two images, and around all of them. */
  readonly gutter?: number;
  /** Columns before which the gutter is three times as wide. */
  readonly groups?: number;
}

/** The grey between the images, whose own backgrounds are black or white. */
const GROUND = 104;

/** The least height of an image on the sheet, in pixels. */
const SHOWN = 84;

/**
 * Rows of images of one size, [H, W, C], side by side. A place without an image stays empty.
 * @throws RangeError where an image is not of that size
 */
export function contactSheet(rows: readonly (readonly Uint8Array[])[], size: ImageShape, options: SheetOptions = {}): Picture {
  const [height, width] = size;
  const { zoom = Math.max(1, Math.ceil(SHOWN / height)), gutter = 4, groups = Number.POSITIVE_INFINITY } = options;
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const left = (column: number) => gutter + column * (width * zoom + gutter) + 2 * gutter * Math.floor(column / groups);
  const top = (row: number) => gutter + row * (height * zoom + gutter);
  const end = columns === 0 ? gutter : left(columns - 1) + width * zoom + gutter;
  const sheet = blank(
    Math.max(1, end),
    Math.max(1, top(rows.length)),
    channelsShown(size) === 3 ? [GROUND, GROUND, GROUND] : GROUND,
  );
  for (const [y, row] of rows.entries()) for (const [x, image] of row.entries()) paste(sheet, image, size, left(x), top(y), zoom);
  return sheet;
}

/**
 * Originals, each beside its reconstructions by one or several models: `across` of these groups in a row.
 * @param sets the originals first, then the reconstructions in the same order; each [H, W, C]
 */
export function reconstructionSheet(
  sets: readonly (readonly Uint8Array[])[],
  size: ImageShape,
  { across = 4, ...options }: SheetOptions & { readonly across?: number } = {},
): Picture {
  const [originals = []] = sets;
  const rows: Uint8Array[][] = [];
  originals.forEach((_, index) => {
    const row = Math.floor(index / across);
    const group = sets.flatMap((set) => set[index] ?? []);
    if (group.length !== sets.length) throw new RangeError(`image ${index} has no reconstruction`);
    rows[row] = [...(rows[row] ?? []), ...group];
  });
  return contactSheet(rows, size, { ...options, groups: sets.length });
}
