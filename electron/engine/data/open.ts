import type { LocalizedText } from '../../../shared/i18n/i18n';
import { DATASET_IDS, datasetOf, OWN_DATASET } from '../../../shared/training/datasets';
import { DataError, dataText, named } from './error';
import { openFashionMnist } from './fashion-mnist';
import { openIdxFolder } from './idx-folder';
import { type ImageSet, pick, slice } from './images';
import type { ObtainOptions } from './obtain';
import { Random } from './random';
import { drawSynthetic, type SyntheticOptions } from './synthetic';

/** What a run asks of its data. */
export interface OpenOptions extends ObtainOptions {
  /** How many images to train on and to validate with, the first ones; all that there are if not said. */
  readonly train?: number | undefined;
  readonly val?: number | undefined;
  /** What validates: the test images, or this part of the training images, which are then not trained on. */
  readonly validation: 'test' | number;
  /** Chooses which training images validate, and nothing else. */
  readonly seed: number;
}

/** Images to train on and to validate with; no image is in both. */
export interface OpenedDataset {
  /** Which data set they are: another than was asked for where one stands in for it. */
  readonly id: string;
  readonly train: ImageSet;
  readonly validation: ImageSet;
  /** Where the images came from. */
  readonly source: LocalizedText;
  /** What a user should know beside that: copies that were passed over, or that these are not the images asked for. */
  readonly notes: readonly LocalizedText[];
  /** Whether the images are photographs or a user's own; `false` for those that Patchbay draws. */
  readonly real: boolean;
}

/**
 * Opens a data set: `fashion-mnist`, found or downloaded; `synthetic`, drawn; or `idx`, IDX files in a folder of one's own.
 * @throws DataError with what is wrong and what to do; `noDataset` where the data set can be neither found nor fetched
 */
export async function openDataset(id: string, options: OpenOptions): Promise<OpenedDataset> {
  if (id === 'fashion-mnist') {
    const { source, notes, ...parts } = await openFashionMnist(options);
    return { id, ...divided(parts, options), source, notes, real: true };
  }
  if (id === 'synthetic') return { id, ...(await drawn(options)), source: DRAWN, notes: [], real: false };
  if (id !== OWN_DATASET) throw new DataError('unknownDataset', { dataset: named(id), options: DATASET_IDS.join(', ') });
  const { folder, validation, signal } = options;
  if (folder === undefined) throw new DataError('needsFolder');
  const parts = await openIdxFolder(folder, validation === 'test', signal);
  const source: LocalizedText = { en: `IDX files from ${named(folder)}`, es: `archivos IDX de ${named(folder)}` };
  return { id, ...divided(parts, options), source, notes: [], real: true };
}

/**
 * The same; but where Fashion-MNIST can be had nowhere, the generated garments stand in for it, and `notes` says so. A damaged
 * folder of the user's own is an error all the same.
 */
export async function openOrFallBack(id: string, options: OpenOptions): Promise<OpenedDataset> {
  try {
    return await openDataset(id, options);
  } catch (error) {
    if (!(error instanceof DataError) || error.code !== 'noDataset') throw error;
    const opened = await openDataset('synthetic', options);
    return { ...opened, notes: [fallenBack(dataText(error)), ...opened.notes] };
  }
}

function fallenBack(why: LocalizedText): LocalizedText {
  return {
    en: `These are not the images of Fashion-MNIST but generated garments that stand in for them, and losses and accuracies are not comparable. ${why.en}`,
    es: `Estas no son las imágenes de Fashion-MNIST sino prendas generadas en su lugar, y las pérdidas y exactitudes no son comparables. ${why.es}`,
  };
}

const TRAINING: LocalizedText = { en: 'the training set', es: 'el conjunto de entrenamiento' };
const VALIDATION: LocalizedText = { en: 'the validation set', es: 'el conjunto de validación' };

const DRAWN: LocalizedText = {
  en: 'generated garments, drawn by Patchbay: not Fashion-MNIST',
  es: 'prendas generadas, dibujadas por Patchbay: no es Fashion-MNIST',
};

/** What is drawn from a run's seed: which training images validate. */
const HELD_OUT = 1;

/** Which of so many training images to train on, and which ones validate: a function of the seed and of how many there are. */
function divide(count: number, part: number, seed: number): { readonly train: Uint32Array; readonly validation: Uint32Array } {
  const held = Math.max(1, Math.round(part * count));
  if (held >= count) throw new DataError('noneLeft', { count, part: TRAINING });
  const order = new Random(seed, HELD_OUT).permutation(count);
  return { train: order.subarray(held), validation: order.subarray(0, held) };
}

/** How many images of a part are used. @throws DataError where there are not as many as are asked for */
function countOf(found: number, wanted: number | undefined, part: LocalizedText): number {
  if (wanted !== undefined && wanted > found) throw new DataError('fewer', { found, wanted, part });
  return wanted ?? found;
}

/** What there is to read, divided as is asked for. */
function divided(
  { train, test }: { readonly train: ImageSet; readonly test: ImageSet | undefined },
  { validation, seed, train: wanted, val }: OpenOptions,
): Pick<OpenedDataset, 'train' | 'validation'> {
  if (validation === 'test') {
    if (!test) throw new Error('the test images were not read');
    return {
      train: slice(train, 0, countOf(train.count, wanted, TRAINING)),
      validation: slice(test, 0, countOf(test.count, val, VALIDATION)),
    };
  }
  const order = divide(train.count, validation, seed);
  return {
    train: pick(train, order.train.subarray(0, countOf(order.train.length, wanted, TRAINING))),
    validation: pick(train, order.validation.subarray(0, countOf(order.validation.length, val, VALIDATION))),
  };
}

/** Draws the generated garments: only those that are asked for. */
async function drawn(options: OpenOptions): Promise<Pick<OpenedDataset, 'train' | 'validation'>> {
  const { validation, seed, onProgress, signal } = options;
  const dataset = datasetOf('synthetic');
  if (!dataset) throw new Error('synthetic is not among the data sets');
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
      // Drawing is work without waiting: here others have their turn, and whoever wants to stop it.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted) throw new DataError('stopped');
    }
  };
  const train = await draw({ part: 'train', count, order: order?.train }, 0);
  const held = await draw({ part: order ? 'train' : 'test', count: others, order: order?.validation }, count);
  report(count + others);
  return { train, validation: held };
}
