import { z } from 'zod';
import { ANYTHING } from './support/interval';
import { defineLayer } from './support/kind';
import { integer } from './support/params';
import { formatShape, type ImageShape } from './support/shape';

/** The default size of an Input: Fashion-MNIST's, 28×28×1. */
const DEFAULT: ImageShape = [28, 28, 1];

/**
 * The input of the graph: images of the data set, [H, W, C]. It has no weights and computes nothing. A graph may have several; all
 * get the same image.
 */
export const input = defineLayer({
  kind: 'Input',
  alsoCalled: ['InputLayer'],
  family: 'input',
  inputs: { min: 0, max: 0 },
  next: ['Conv2D', 'Flatten', 'Linear'],

  params: z.object({
    height: integer(
      { label: { en: 'height', es: 'alto' }, help: { en: 'Rows of an image.', es: 'Filas de una imagen.' } },
      { min: 1, max: 4096 },
      DEFAULT[0],
    ),
    width: integer(
      { label: { en: 'width', es: 'ancho' }, help: { en: 'Columns of an image.', es: 'Columnas de una imagen.' } },
      { min: 1, max: 4096 },
      DEFAULT[1],
    ),
    channels: integer(
      {
        label: { en: 'channels', es: 'canales' },
        help: { en: '1 for grey values, 3 for colours.', es: '1 para grises, 3 para colores.' },
      },
      { min: 1, max: 1024 },
      DEFAULT[2],
    ),
  }),

  inferShape: ({ height, width, channels }) => [height, width, channels],
  explain: (_, __, out) => ({ letters: 'H×W×C', numbers: [formatShape(out)] }),
  weights: () => [],
  flops: () => 0,
  range: (_, [pixels]) => pixels ?? ANYTHING,

  // Its output is the batch: nothing is computed.
  kernel: () => [],
  // The compiler creates the symbolic input: there is no layer to apply.
  build: () => [],
  stock: () => true,
  source: {
    pytorch: () => ({ forward: () => 'x' }),
    keras: () => ({ call: () => 'x' }),
  },
  summary: ({ height, width, channels }) => [formatShape([height, width, channels])],

  words: {
    en: {
      label: 'Input',
      doc: 'The images of the data set, one at a time: height × width × channels.',
      source: 'The size is that of the data set.',
    },
    es: {
      label: 'Entrada',
      doc: 'Las imágenes del conjunto de datos, de a una: alto × ancho × canales.',
      source: 'El tamaño es el del conjunto de datos.',
    },
  },
});
