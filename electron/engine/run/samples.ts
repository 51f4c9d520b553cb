import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Samples } from '../../../shared/runs/samples';
import type { Training } from '../../../shared/training/config';
import { writeFileWhole } from '../../files/write-whole';
import { confusionPicture } from '../../pictures/confusion-picture';
import { reconstructionSheet } from '../../pictures/contact-sheet';
import { encodePng } from '../../pictures/png';
import { type ImageSet, imageAt, pick, unscale } from '../data/support/images';
import { gather } from '../training/batches';
import type { Trainer } from '../training/trainer';
import type { Validated } from './loop';

/** The number of validation images that are shown, at most one of each class. */
const SHOWN = 10;

/** epoch-0003: names that sort in the order of epochs. */
export const epochName = (epoch: number): string => `epoch-${String(epoch).padStart(4, '0')}`;

/**
 * Writes the pictures of an epoch into a run's folder. A reconstruction: `samples/epoch-0001.png`, the same images after every epoch,
 * each beside its reconstruction, and the same as JSON with the loss of each. A classification: `confusion/epoch-0001.json`, the
 * confusion matrix (a row for each true class), and the same as a picture.
 */
export async function writeSamples(
  folder: string,
  { epoch, confusion }: Validated,
  trainer: Trainer,
  validation: ImageSet,
  training: Training,
): Promise<void> {
  if (confusion) {
    const place = join(folder, 'confusion');
    await mkdir(place, { recursive: true });
    const record = { classes: validation.classes, counts: confusion };
    await writeFileWhole(join(place, `${epochName(epoch)}.json`), `${JSON.stringify(record)}\n`);
    const picture = confusionPicture(confusion, validation.classes);
    await writeFileWhole(join(place, `${epochName(epoch)}.png`), Buffer.from(encodePng(picture)));
    return;
  }
  const places = samplePlaces(validation);
  const output = await trainer.predict(gather(validation, places, training.pixelScale));
  const bytes = unscale(output.data, training.pixelScale);
  const originals = pick(validation, places);
  const size = bytes.length / places.length;
  const cut = (index: number) => bytes.subarray(index * size, (index + 1) * size);
  const indices = Array.from(places.keys());
  const sheet = reconstructionSheet([indices.map((index) => imageAt(originals, index)), indices.map(cut)], validation.size);
  await writeFileWhole(join(folder, 'samples', `${epochName(epoch)}.png`), Buffer.from(encodePng(sheet)));
  const losses: number[] = [];
  for (const place of places) {
    const one = await trainer.evaluate(gather(validation, Uint32Array.of(place), training.pixelScale));
    losses.push(one.loss);
  }
  const record: Samples = {
    images: [...places],
    labels: [...originals.labels].map((label) => validation.classes[label] ?? ''),
    size: [...validation.size],
    originals: Buffer.from(originals.images).toString('base64'),
    reconstructions: Buffer.from(bytes).toString('base64'),
    losses,
  };
  await writeFileWhole(join(folder, 'samples', `${epochName(epoch)}.json`), `${JSON.stringify(record)}\n`);
}

/** The first validation image of each class, in the order of the classes; the first images where there are no classes. */
export function samplePlaces({ labels, classes, count }: ImageSet): Uint32Array {
  const first = classes.flatMap((_, label) => {
    const place = labels.indexOf(label);
    return place < 0 ? [] : [place];
  });
  const places = first.length > 1 ? first : Array.from({ length: Math.min(SHOWN, count) }, (_, index) => index);
  return Uint32Array.from(places.slice(0, SHOWN));
}
