import { defineMessages } from '../../../shared/i18n/i18n';
import { SETTING_WORDS } from '../../../shared/training/messages';

const OWN = defineMessages({
  en: {
    'task.help': 'The task, trained with {loss}. Click to change it.',
    out: 'output',
    'out.help': 'Output size: height × width × channels, or the number of values.',
    params: 'parameters',
    'params.short': 'params',
    'params.help': 'Parameters of all layers: {trainable} trainable, {fixed} not trainable (frozen layers, moving statistics).',
    flops: '/ image',
    'flops.help':
      'FLOP: floating-point operations, here for one image, 2 for each multiply-add.\nk, M and G stand for a thousand, a million and a billion.',
    memory: 'at batch {batch}',
    'memory.help': 'Estimated memory (MB, GB) for training on libtensorflow with {batch} images per step.',
    ready: 'Ready to train',
    empty: 'Nothing to train yet',
    'problems.one': '1 problem',
    problems: '{n} problems',
  },
  es: {
    'task.help': 'La tarea, entrenada con {loss}. Pulse para cambiarla.',
    out: 'salida',
    'out.help': 'Tamaño de salida: alto × ancho × canales, o el número de valores.',
    params: 'parámetros',
    'params.short': 'parám.',
    'params.help':
      'Parámetros de todas las capas: {trainable} entrenables, {fixed} no entrenables (capas congeladas, estadísticas móviles).',
    flops: '/ imagen',
    'flops.help':
      'FLOP: operaciones de coma flotante, aquí por imagen, 2 por cada multiplicación y suma.\nk, M y G son mil, un millón y mil millones.',
    memory: 'con lotes de {batch}',
    'memory.help': 'Memoria estimada (MB, GB) para entrenar en libtensorflow con {batch} imágenes por paso.',
    ready: 'Listo para entrenar',
    empty: 'Aún no hay qué entrenar',
    'problems.one': '1 problema',
    problems: '{n} problemas',
  },
});

/** Messages of the summary. */
export const MESSAGES = defineMessages({ en: { ...SETTING_WORDS.en, ...OWN.en }, es: { ...SETTING_WORDS.es, ...OWN.es } });
