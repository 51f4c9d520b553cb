import type { LocalizedText } from '../i18n/i18n';
import type { Dataset } from '../training/datasets/dataset';
import { fashionMnist } from '../training/datasets/fashion-mnist';

/** The paper's results for one model after 30 epochs. Losses are fractions: its 8.58 % is 0.0858. */
export interface PaperFigures {
  /** The paper's name of the model. */
  readonly name: LocalizedText;
  readonly trainLoss: number;
  readonly valLoss: number;
  readonly trainAccuracy?: number;
  readonly valAccuracy?: number;
}

const same = (name: string): LocalizedText => ({ en: name, es: name });

/** The paper's Tables 3 (autoencoders), 4 and 5 (classifiers), by the preset that is the model, in the paper's order. */
export const PAPER: Readonly<Record<string, PaperFigures>> = {
  'table2-baseline': { name: same('Baseline'), trainLoss: 0.0858, valLoss: 0.0726 },
  'autoencoder-dropout': { name: same('Dropout = 0'), trainLoss: 0.03, valLoss: 0.0312 },
  'autoencoder-batchnorm': { name: same('BatchNorm'), trainLoss: 0.027, valLoss: 0.0283 },
  'autoencoder-maxavg': { name: same('Max/Avg Pool'), trainLoss: 0.0229, valLoss: 0.0231 },
  'autoencoder-optimized': {
    name: { en: 'Channels (optimized)', es: 'Canales (optimizado)' },
    trainLoss: 0.0159,
    valLoss: 0.0175,
  },
  'classifier-baseline': {
    name: { en: 'Baseline: encoder + FC(10)', es: 'Base: codificador + FC(10)' },
    trainLoss: 0.0531,
    valLoss: 0.3312,
    trainAccuracy: 0.9812,
    valAccuracy: 0.9127,
  },
  'classifier-fc-adam': {
    name: same('FC + Adam'),
    trainLoss: 0.052,
    valLoss: 0.4182,
    trainAccuracy: 0.9806,
    valAccuracy: 0.9083,
  },
  'classifier-fc-sgd': {
    name: same('FC + SGD'),
    trainLoss: 0.1529,
    valLoss: 0.2463,
    trainAccuracy: 0.9465,
    valAccuracy: 0.9148,
  },
};

/** The paper's results for a preset; `undefined` if it is not one of the paper's models. */
export const paperFigures = (preset: string | undefined): PaperFigures | undefined =>
  preset !== undefined && Object.hasOwn(PAPER, preset) ? PAPER[preset] : undefined;

/** The data set of the paper. */
export const PAPER_DATASET: Dataset = fashionMnist;

/** The number of epochs that the paper trains each model. */
export const PAPER_EPOCHS = 30;
