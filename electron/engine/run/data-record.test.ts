import { describe, expect, it } from 'vitest';
import { ownText } from '../../../shared/i18n/message-error';
import type { OpenedDataset } from '../data/open';
import type { ImageSet } from '../data/support/images';
import { needSame, recordOf } from './data-record';

function images(count: number, size: ImageSet['size'], seed = 1): ImageSet {
  const length = count * size[0] * size[1] * size[2];
  const bytes = Uint8Array.from({ length }, (_, index) => (index * 31 + seed) % 256);
  return {
    images: bytes,
    labels: Uint8Array.from({ length: count }, (_, index) => index % 3),
    count,
    size,
    classes: ['a', 'b', 'c'],
  };
}

const opened = (train: ImageSet, validation: ImageSet): OpenedDataset => ({
  ...{ id: 'idx', train, validation, notes: [], real: true },
  source: { en: 'IDX files from /mine', es: 'archivos IDX de /mine' },
});

describe('the record of the images of a run', () => {
  const before = opened(images(12, [4, 4, 1]), images(6, [4, 4, 1], 2));
  const recorded = recordOf(before);
  const told = (now: OpenedDataset) => {
    try {
      needSame(recorded, now);
      return undefined;
    } catch (error) {
      return ownText(error);
    }
  };
  const relabelled = { ...before.validation, labels: before.validation.labels.map((label) => 2 - label) };

  it('is that of the same images, and of no others', () => {
    expect(told(opened(images(12, [4, 4, 1]), images(6, [4, 4, 1], 2)))).toBeUndefined();
    for (const [now, what] of [
      [opened(images(12, [4, 4, 1], 5), before.validation), 'their pixels or labels changed'],
      [opened(before.train, relabelled), 'their pixels or labels changed'],
      [
        opened(before.validation, before.train),
        'there were 12 training images and are 6; there were 6 validation images and are 12',
      ],
      // As many pixels as before, but others in number and size.
      [opened(images(12, [2, 8, 1]), images(6, [2, 8, 1], 2)), 'they were 4×4×1 and are 2×8×1'],
    ] as const)
      expect(told(now)?.en).toBe(
        `The images have changed since the run began: ${what}. Restore the earlier ones, or begin a new run.`,
      );
  });

  it('is not missed where an earlier version wrote none', () => {
    expect(() => needSame(undefined, before)).not.toThrow();
  });
});
