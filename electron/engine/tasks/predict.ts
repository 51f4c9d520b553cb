import { basename } from 'node:path';
import { datasetOf } from '../../../shared/training/datasets/index';
import { taskOf } from '../../../shared/training/tasks/index';
import { writeFileWhole } from '../../files/write-whole';
import { reconstructionSheet } from '../../pictures/contact-sheet';
import { decodePng, encodePng, PNG_LIMITS } from '../../pictures/png';
import { fitPicture } from '../../pictures/resize';
import { readWhole } from '../data/support/bytes';
import { named } from '../data/support/error';
import { scale, unscale } from '../data/support/images';
import type { FromEngine } from '../protocol/protocol';
import { finite } from './finite';
import { softmax } from './softmax';
import { openTrained, type TrainedOptions } from './trained';

/** Applies a run's checkpoint to a PNG image: class probabilities, or the image with its reconstruction, written to `out`. */
export async function predict(
  options: TrainedOptions & { readonly picture: string; readonly out?: string | undefined },
): Promise<FromEngine> {
  const { run, training, trainer, image } = await openTrained(options);
  const picture = decodePng(await readWhole(options.picture, PNG_LIMITS.bytes), named(options.picture));
  const { image: bytes, inverted } = fitPicture(picture, image);
  const batch = { images: scale(bytes, training.pixelScale), labels: new Uint8Array(1), count: 1 };
  const data = await finite(trainer.predict(batch));
  if (taskOf(training.task).target === 'class') {
    trainer.dispose();
    const names = datasetOf(run.data.dataset)?.classes ?? [];
    const classes = softmax(data).map((probability, index) => ({ name: names[index] ?? String(index), probability }));
    return { type: 'predicted', classes: classes.sort((a, b) => b.probability - a.probability), inverted };
  }
  const { loss } = await trainer.evaluate(batch);
  trainer.dispose();
  const file = options.out ?? `${basename(options.picture).replace(/\.png$/i, '')}-reconstruction.png`;
  const sheet = reconstructionSheet([[bytes], [unscale(data, training.pixelScale)]], image);
  await writeFileWhole(file, Buffer.from(encodePng(sheet)));
  return { type: 'predicted', reconstruction: { loss, file }, inverted };
}
