import type { LocalizedText } from '../../../../shared/i18n/i18n';
import { fashionMnist } from '../../../../shared/training/datasets/fashion-mnist';
import { synthetic as dataset } from '../../../../shared/training/datasets/synthetic';
import { drawSynthetic, type SyntheticOptions } from '../garments/synthetic';
import { countOf, divide, TRAINING, VALIDATION } from '../support/divide';
import { DataError } from '../support/error';
import type { DataSource, Opened, OpenOptions } from './source';

const DRAWN: LocalizedText = {
  en: `generated garments, drawn by Patchbay: not ${fashionMnist.label}`,
  es: `prendas generadas, dibujadas por Patchbay: no es ${fashionMnist.label}`,
};

/** Garments that Patchbay draws from a seed: they need no file and no network. */
export const synthetic: DataSource = {
  id: dataset.id,
  open: async (options) => ({ ...(await drawn(options)), source: DRAWN, notes: [] }),
};

/** Draws the images that are asked for. */
async function drawn(options: OpenOptions): Promise<Pick<Opened, 'train' | 'validation'>> {
  const { validation, seed, onProgress, signal } = options;
  const order = validation === 'test' ? undefined : divide(dataset.train, validation, seed);
  const count = countOf(order?.train.length ?? dataset.train, options.train, TRAINING);
  const others = countOf(order?.validation.length ?? dataset.test, options.val, VALIDATION);
  const report = (done: number) => onProgress?.({ file: dataset.label, done, total: count + others });
  const draw = async (which: SyntheticOptions, before: number) => {
    const pieces = drawSynthetic(which);
    for (;;) {
      const { done, value } = pieces.next();
      if (done) return value;
      report(before + value);
      // Drawing never waits: this gives other work and the command to stop their turn.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted) throw new DataError('stopped');
    }
  };
  const train = await draw({ part: 'train', count, order: order?.train }, 0);
  const held = await draw({ part: order ? 'train' : 'test', count: others, order: order?.validation }, count);
  report(count + others);
  return { train, validation: held };
}
