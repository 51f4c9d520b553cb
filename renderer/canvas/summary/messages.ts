import { defineMessages } from '../../../shared/i18n/i18n';
import { SETTING_WORDS } from '../../../shared/training/messages';

const OWN = defineMessages({
  en: {
    'task.help': 'What it learns. Trained by {loss}: click to change it.',
    out: 'output',
    'out.help': 'The size of what comes out: height × width × channels, or the number of values.',
    params: 'parameters',
    'params.short': 'params',
    'params.help': 'Numbers in all layers. Training moves {trainable} of them; {fixed} stay, or only follow along.',
    flops: '/ image',
    'flops.help':
      'FLOP: floating-point operations, here for one image, 2 for each multiply-add.\nk, M and G stand for a thousand, a million and a billion.',
    memory: 'at batch {batch}',
    'memory.help': 'About how much memory (MB, GB) training takes on libtensorflow with {batch} images a step.',
    ready: 'Ready to train',
    empty: 'Nothing to train yet',
    'problems.one': '1 problem',
    problems: '{n} problems',
  },
  es: {
    'task.help': 'Lo que aprende. Se entrena con {loss}: pulse para cambiarlo.',
    out: 'salida',
    'out.help': 'El tamaño de lo que sale: alto × ancho × canales, o el número de valores.',
    params: 'parámetros',
    'params.short': 'parám.',
    'params.help': 'Números en todas las capas. El entrenamiento mueve {trainable}; {fixed} no cambian o solo acompañan.',
    flops: '/ imagen',
    'flops.help':
      'FLOP: operaciones de coma flotante, aquí por imagen, 2 por cada multiplicación y suma.\nk, M y G son mil, un millón y mil millones.',
    memory: 'con lotes de {batch}',
    'memory.help':
      'La memoria (MB, GB) que toma aproximadamente el entrenamiento en libtensorflow con {batch} imágenes por paso.',
    ready: 'Listo para entrenar',
    empty: 'Aún no hay qué entrenar',
    'problems.one': '1 problema',
    problems: '{n} problemas',
  },
});

/** The words of the figures on top. */
export const MESSAGES = defineMessages({ en: { ...SETTING_WORDS.en, ...OWN.en }, es: { ...SETTING_WORDS.es, ...OWN.es } });
