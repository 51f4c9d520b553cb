import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { datasetOf } from '../../../../shared/training/datasets/index';
import { type ImageSet, imageAt } from '../support/images';
import { synthetic } from './synthetic';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The share of the images of `test` that are nearest to the mean of their own class in `train`. */
function nearestMean(train: ImageSet, test: ImageSet): number {
  const length = 784;
  const means = train.classes.map((_, label) => {
    const mean = new Float64Array(length);
    const own = [...train.labels.keys()].filter((index) => train.labels[index] === label);
    for (const index of own)
      for (const [at, value] of imageAt(train, index).entries()) mean[at] = (mean[at] ?? 0) + value / own.length;
    return mean;
  });
  const right = [...test.labels.keys()].filter((index) => {
    const image = imageAt(test, index);
    const distances = means.map((mean) => image.reduce((sum, value, at) => sum + (value - (mean[at] ?? 0)) ** 2, 0));
    return distances.indexOf(Math.min(...distances)) === test.labels[index];
  });
  return right.length / test.count;
}

describe('generated garments', () => {
  const train = synthetic({ part: 'train', count: 2_000 });

  it('are what the data set says that they are', () => {
    const dataset = datasetOf('synthetic');
    expect(train).toMatchObject({ count: 2_000, size: dataset?.image, classes: dataset?.classes });
    expect(dataset?.classes).toEqual(datasetOf('fashion-mnist')?.classes);
    expect(dataset?.label).toBe('Generated garments');
  });

  it('are the same bytes on every machine', () => {
    // Found on Linux, x86-64, with Node 20 and 24. Another sum means that runs on these images can no longer be repeated.
    expect(sha256(train.images)).toBe('f2017767054a137a614ebd60f792594cc0debe288e8bbb5f583826cd285c9055');
    expect(sha256(train.labels)).toBe('1dce6749ac33957c9e849b9ca88cadeb545ffbf006ed12459a2c8855daa63d05');
  });

  it('depend on seed, part and index alone', () => {
    const few = synthetic({ part: 'train', count: 37 });
    expect(few.images).toEqual(train.images.slice(0, 37 * 784));
    expect(few.labels).toEqual(train.labels.slice(0, 37));
    for (const other of [synthetic({ part: 'test', count: 37 }), synthetic({ part: 'train', count: 37, seed: 1 })])
      expect(sha256(other.images)).not.toBe(sha256(few.images));
    expect(synthetic({ part: 'train', count: 0 }).count).toBe(0);
  });

  it('hold every class once in every ten, in an order that changes', () => {
    const tens = Array.from({ length: 200 }, (_, ten) => [...train.labels.subarray(10 * ten, 10 * ten + 10)]);
    for (const ten of tens) expect(ten.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(new Set(tens.map(String)).size).toBe(200);
  });

  it('are all different, light on black, and never empty', () => {
    const images = [...train.labels.keys()].map((index) => imageAt(train, index));
    expect(new Set(images.map(sha256)).size).toBe(2_000);
    for (const image of images) {
      const lit = image.filter((value) => value > 0).length;
      expect(lit).toBeGreaterThan(35);
      expect(lit).toBeLessThan(740);
    }
    // Corner pixels are ground.
    expect(images.filter((image) => image[0] === 0 && image[27] === 0).length).toBeGreaterThan(1_900);
  });

  it('are neither trivial nor hopeless: means of classes tell two of three apart', () => {
    const part = nearestMean(train, synthetic({ part: 'test', count: 1_000 }));
    expect(part).toBeGreaterThan(0.6);
    expect(part).toBeLessThan(0.8);
  });

  it('are drawn fast enough to be drawn at every start', () => {
    const start = performance.now();
    synthetic({ part: 'train', count: 3_000 });
    // 60,000 take some three seconds where nothing else runs; the rest is for busy machines.
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
