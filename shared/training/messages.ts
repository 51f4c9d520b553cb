import type { z } from 'zod';
import { type CodeOf, defineMessages, type Value } from '../i18n/i18n';
import type { Training } from './config';
import { datasetOf } from './datasets/index';
import { lossOf } from './losses/index';
import { optimizerOf } from './optimizers/index';
import { scheduleOf } from './schedules/index';
import { taskOf } from './tasks/index';

/** The labels of the settings of a training configuration, by their names. */
export const SETTING_WORDS = defineMessages({
  en: {
    dataset: 'data set',
    pixelScale: 'pixel scale',
    task: 'task',
    loss: 'loss',
    optimizer: 'optimizer',
    clipping: 'gradient clipping',
    'clipping.norm': 'by norm',
    'clipping.value': 'by value',
    'clipping.off': 'off',
    learningRate: 'learning rate',
    schedule: 'schedule',
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
    loss: 'pérdida',
    optimizer: 'optimizador',
    clipping: 'recorte de gradientes',
    'clipping.norm': 'por norma',
    'clipping.value': 'por valor',
    'clipping.off': 'no',
    learningRate: 'tasa de aprendizaje',
    schedule: 'programa de la tasa',
    batchSize: 'tamaño de lote',
    epochs: 'épocas',
    seed: 'semilla',
    validation: 'validación',
    'validation.test': 'imágenes de prueba',
    earlyStopping: 'parada temprana',
    'earlyStopping.off': 'no',
  },
});

/** A word of the settings, in every language. */
export function settingWord(code: CodeOf<typeof SETTING_WORDS>): Value {
  return { en: SETTING_WORDS.en[code], es: SETTING_WORDS.es[code] };
}

/** The value of a setting, as shown in messages. */
export function shownSetting(name: keyof Training, training: Training): Value {
  const { validation, loss, optimizer, schedule, clipping, earlyStopping, pixelScale } = training;
  switch (name) {
    case 'dataset':
      return datasetOf(training.dataset)?.label ?? training.dataset;
    case 'pixelScale':
      return `[${pixelScale.map((end) => (end < 0 ? `−${-end}` : end)).join(', ')}]`;
    case 'task':
      return taskOf(training.task).label;
    case 'loss':
      return summaryOf(loss.kind, loss, lossOf(loss).params);
    case 'optimizer':
      return summaryOf(optimizer.kind, optimizer, optimizerOf(optimizer).params);
    case 'schedule': {
      const { label, params } = scheduleOf(schedule);
      return { en: summaryOf(label.en, schedule, params), es: summaryOf(label.es, schedule, params) };
    }
    case 'validation':
      return validation === 'test' ? settingWord('validation.test') : `${Math.round(validation * 1_000) / 10} %`;
    case 'clipping':
      return clipping ? `${clipping.by} ${clipping.at}` : settingWord('clipping.off');
    case 'earlyStopping':
      return earlyStopping ? earlyStopping.patience : settingWord('earlyStopping.off');
    default:
      return training[name];
  }
}

/** SGD 0.9: a name, and the parameters that have another value than their default. */
function summaryOf(name: string, values: object, params: z.ZodObject): string {
  const defaults = params.parse({});
  const own = Object.entries(values).filter(([key, value]) => Object.hasOwn(defaults, key) && value !== defaults[key]);
  return [name, ...own.map(([key, value]) => (typeof value === 'boolean' ? key : String(value)))].join(' ');
}
