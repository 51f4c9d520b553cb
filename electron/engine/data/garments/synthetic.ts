import { synthetic as dataset } from '../../../../shared/training/datasets/synthetic';
import type { ImageSet } from '../support/images';
import { Random } from '../support/random';
import { bag } from './bag';
import { Canvas, type Placement } from './canvas';
import { dress, trouser } from './long';
import { ankleBoot, sandal, sneaker } from './shoes';
import { coat, pullover, shirt, tShirt } from './tops';

/** The drawing function of each class, in the order of the labels. */
const DRAWN = [tShirt, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, ankleBoot] as const;

/** The streams of random numbers of a seed. */
const LABELS = 1;
const TRAIN = 2;
const TEST = 3;

/** The seed of the data set that Patchbay trains on, independent of the seed of a run. */
export const SYNTHETIC_SEED = 2_024;

const SIDE = 28;
const PIXELS = SIDE * SIDE;

export interface SyntheticOptions {
  /** The part of the data set; the parts are disjoint. */
  readonly part: 'train' | 'test';
  /** The number of images. An image does not depend on how many are drawn. */
  readonly count: number;
  /** The indices of the images, at least `count`; the first ones by default. */
  readonly order?: Uint32Array | undefined;
  readonly seed?: number;
}

/**
 * Draws garments at 28×28×1 in the ten classes of Fashion-MNIST, one of each class in every ten images. They are not Fashion-MNIST's
 * photographs, so accuracies on the two are not comparable. Each image is a function of (seed, part, index), identical to the byte on
 * every machine.
 */
export function synthetic(options: SyntheticOptions): ImageSet {
  const pieces = drawSynthetic(options);
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}

/** Draws garments: yields the number drawn so far after every `STEP` images, and returns the set. */
export function* drawSynthetic({ part, count, order, seed = SYNTHETIC_SEED }: SyntheticOptions): Generator<number, ImageSet> {
  const images = new Uint8Array(count * PIXELS);
  const labels = new Uint8Array(count);
  const canvas = new Canvas();
  const what = part === 'train' ? TRAIN : TEST;
  for (let place = 0; place < count; place++) {
    const index = order?.[place] ?? place;
    const label = labelOf(seed, what, index);
    labels[place] = label;
    draw(canvas, new Random(seed, what, index), label, images.subarray(place * PIXELS, (place + 1) * PIXELS));
    if (place % STEP === STEP - 1) yield place + 1;
  }
  return { images, labels, count, size: [SIDE, SIDE, 1], classes: dataset.classes };
}

const STEP = 1_000;

/** The class of an image: every ten images have each class once, in random order. */
function labelOf(seed: number, what: number, index: number): number {
  const order = new Random(seed ^ LABELS, what, Math.floor(index / DRAWN.length)).permutation(DRAWN.length);
  return order[index % DRAWN.length] ?? 0;
}

function draw(canvas: Canvas, random: Random, label: number, target: Uint8Array): void {
  canvas.clear(placement(random));
  DRAWN[label]?.(canvas, random);
  const grain = random.between(0.01, 0.05);
  for (let pixel = 0; pixel < PIXELS; pixel += 4) {
    // One random number gives the grain of four pixels.
    const drawn = random.next();
    for (let at = 0; at < 4; at++) {
      const value = canvas.pixels[pixel + at] ?? 0;
      const noise = (((drawn >>> (8 * at)) & 255) / 127.5 - 1) * grain;
      // The background stays black.
      target[pixel + at] = value < 0.02 ? 0 : Math.round(255 * Math.min(1, Math.max(0, value + noise * Math.min(1, 4 * value))));
    }
  }
}

function placement(random: Random): Placement {
  return {
    turn: random.about(0, 0.07),
    width: random.between(0.9, 1.05),
    height: random.between(0.95, 1.03),
    right: random.about(0, 1.2),
    down: random.about(0, 1),
  };
}
