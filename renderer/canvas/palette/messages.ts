import { defineMessages } from '../../../shared/i18n/i18n';

/** The headings of the palette, by family. */
export const MESSAGES = defineMessages({
  en: {
    layers: 'Layers',
    search: 'Search layers',
    none: 'No layer of this name.',
    input: 'Input',
    convolution: 'Convolution',
    transposed: 'Transposed',
    pooling: 'Pooling',
    dense: 'Dense',
    normalisation: 'Normalisation',
    activation: 'Activation',
    merge: 'Merge',
  },
  es: {
    layers: 'Capas',
    search: 'Buscar capas',
    none: 'Ninguna capa con ese nombre.',
    input: 'Entrada',
    convolution: 'Convolución',
    transposed: 'Transpuesta',
    pooling: 'Pooling',
    dense: 'Densa',
    normalisation: 'Normalización',
    activation: 'Activación',
    merge: 'Unión',
  },
});
