import type { Catalogue, Value } from '../words/words';
import type { Training } from './config';
import { datasetOf } from './datasets';

/** What the settings of a training configuration are called, by their names, and the tasks by theirs. */
export const SETTING_WORDS: Catalogue = {
  en: {
    dataset: 'data set',
    pixelScale: 'pixel scale',
    task: 'task',
    reconstruction: 'reconstruction',
    classification: 'classification',
    loss: 'loss',
    optimizer: 'optimizer',
    momentum: 'momentum',
    learningRate: 'learning rate',
    batchSize: 'batch size',
    epochs: 'epochs',
    seed: 'seed',
    validation: 'validation',
    'validation.test': 'test images',
    earlyStopping: 'early stopping',
    'earlyStopping.off': 'off',
  },
  es: {
    dataset: 'datos',
    pixelScale: 'escala de píxeles',
    task: 'tarea',
    reconstruction: 'reconstrucción',
    classification: 'clasificación',
    loss: 'pérdida',
    optimizer: 'optimizador',
    momentum: 'momentum',
    learningRate: 'tasa de aprendizaje',
    batchSize: 'tamaño de lote',
    epochs: 'épocas',
    seed: 'semilla',
    validation: 'validación',
    'validation.test': 'imágenes de prueba',
    earlyStopping: 'parada temprana',
    'earlyStopping.off': 'no',
  },
};

/** A word of the settings, in every language. */
export function settingWord(code: string): Value {
  return { en: SETTING_WORDS.en[code] ?? code, es: SETTING_WORDS.es[code] ?? code };
}

/** The value of a setting, as a sentence shows it. */
export function shownSetting(name: keyof Training, training: Training): Value {
  const { validation, optimizer, earlyStopping, pixelScale } = training;
  switch (name) {
    case 'dataset':
      return datasetOf(training.dataset)?.label ?? training.dataset;
    case 'pixelScale':
      return `[${pixelScale.map((end) => (end < 0 ? `−${-end}` : end)).join(', ')}]`;
    case 'task':
      return settingWord(training.task);
    case 'optimizer':
      return optimizer.kind === 'SGD' && optimizer.momentum > 0 ? `SGD ${optimizer.momentum}` : optimizer.kind;
    case 'validation':
      return validation === 'test' ? settingWord('validation.test') : `${Math.round(validation * 1_000) / 10} %`;
    case 'earlyStopping':
      return earlyStopping ? earlyStopping.patience : settingWord('earlyStopping.off');
    default:
      return training[name];
  }
}
