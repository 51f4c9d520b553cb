import type { Text } from '../words/words';

/**
 * What the paper that Patchbay measures itself by prints of its models: Tables 3 to 5, after 30 epochs. Its losses are printed as
 * percentages, and read here as such: 8.58 % is 0.0858.
 */
export interface PaperModel {
  /** The preset of the model. */
  readonly id: string;
  readonly task: 'reconstruction' | 'classification';
  readonly name: Text;
  /** What was changed, beside the model above it in its table. */
  readonly change: Text;
  readonly trainLoss: number;
  readonly valLoss: number;
  /** Shares of the images; of classifiers alone. */
  readonly trainAccuracy?: number;
  readonly valAccuracy?: number;
}

/** How many epochs the paper trains each of them. */
export const PAPER_EPOCHS = 30;

/** The models of the paper, in the order of its tables. */
export const PAPER_MODELS: readonly PaperModel[] = [
  {
    id: 'table2-baseline',
    task: 'reconstruction',
    name: { en: 'Baseline', es: 'Base' },
    change: { en: 'Table 2', es: 'Tabla 2' },
    trainLoss: 0.0858,
    valLoss: 0.0726,
  },
  {
    id: 'autoencoder-dropout',
    task: 'reconstruction',
    name: { en: 'Dropout', es: 'Dropout' },
    change: { en: 'Dropout = 0', es: 'Dropout = 0' },
    trainLoss: 0.03,
    valLoss: 0.0312,
  },
  {
    id: 'autoencoder-batchnorm',
    task: 'reconstruction',
    name: { en: 'BatchNorm', es: 'BatchNorm' },
    change: { en: 'BatchNorm before each pooling', es: 'BatchNorm antes de cada pooling' },
    trainLoss: 0.027,
    valLoss: 0.0283,
  },
  {
    id: 'autoencoder-maxavg',
    task: 'reconstruction',
    name: { en: 'Max/avg', es: 'Max/avg' },
    change: { en: 'the second pooling an average', es: 'el segundo pooling, un promedio' },
    trainLoss: 0.0229,
    valLoss: 0.0231,
  },
  {
    id: 'autoencoder-optimized',
    task: 'reconstruction',
    name: { en: 'Channels', es: 'Canales' },
    change: { en: '64 and 96 kernels: the optimized net', es: '64 y 96 filtros: la red optimizada' },
    trainLoss: 0.0159,
    valLoss: 0.0175,
  },
  {
    id: 'classifier-baseline',
    task: 'classification',
    name: { en: 'Baseline', es: 'Base' },
    change: { en: 'the optimized encoder, FC(10)', es: 'el codificador optimizado, FC(10)' },
    trainAccuracy: 0.9812,
    valAccuracy: 0.9127,
    trainLoss: 0.0531,
    valLoss: 0.3312,
  },
  {
    id: 'classifier-fc-adam',
    task: 'classification',
    name: { en: 'FC + Adam', es: 'FC + Adam' },
    change: { en: 'a wider FC before it', es: 'una FC más ancha antes' },
    trainAccuracy: 0.9806,
    valAccuracy: 0.9083,
    trainLoss: 0.052,
    valLoss: 0.4182,
  },
  {
    id: 'classifier-fc-sgd',
    task: 'classification',
    name: { en: 'FC + SGD', es: 'FC + SGD' },
    change: { en: 'the same net, by SGD', es: 'la misma red, con SGD' },
    trainAccuracy: 0.9465,
    valAccuracy: 0.9148,
    trainLoss: 0.1529,
    valLoss: 0.2463,
  },
];

/** The paper's model of this preset's name. */
export function paperModel(id: string): PaperModel | undefined {
  return PAPER_MODELS.find((model) => model.id === id);
}
