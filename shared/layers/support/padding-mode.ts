import { defineMessages } from '../../i18n/i18n';
import type { Matrix, Resampling } from '../../plan/resample';
import { choice } from './params';
import { AXES, type Pair } from './shape';

/** Rows above and below an image, and columns on its left and right; negative numbers crop. */
export interface Around {
  readonly rows: Pair;
  readonly columns: Pair;
}

export const isNone = ({ rows, columns }: Around): boolean => [...rows, ...columns].every((count) => count === 0);

const MODES = ['zeros', 'reflect', 'replicate', 'circular'] as const;
export type PaddingMode = (typeof MODES)[number];

/** The parameter of a padding's values. */
export const paddingMode = () =>
  choice(
    {
      label: { en: 'padding mode', es: 'modo de padding' },
      help: {
        en: 'Pads with zeros, the mirrored image, its border, or its other side.',
        es: 'Rellena con ceros, la imagen reflejada, su borde o su otro lado.',
      },
    },
    MODES,
    'zeros',
  );

/** The largest padding of a mode on an axis of this size. */
function mostPadding(mode: PaddingMode, size: number): number {
  return mode === 'reflect' ? size - 1 : mode === 'circular' ? size : Number.POSITIVE_INFINITY;
}

/** An axis on which the image is too small for the padding of a mode, with the padding and the most that it may be. */
export function excessOf(mode: PaddingMode, { rows, columns }: Around, image: readonly number[]) {
  for (const axis of AXES) {
    const [padding, most] = [Math.max(...(axis === 0 ? rows : columns)), mostPadding(mode, image[axis] ?? 0)];
    if (padding > most) return { axis, padding, most };
  }
  return undefined;
}

/** The message of that. */
export const PADDING_WORDS = defineMessages({
  en: {
    paddingOfMode:
      'The mode {mode} takes the padding from the image: along the {axis} it may be at most {most}, and it is {padding}.',
  },
  es: {
    paddingOfMode: 'El modo {mode} toma el padding de la imagen: en el {axis} puede ser como máximo {most}, y es {padding}.',
  },
});

/** The pixel that a mode takes for a place along an axis, which may lie outside of the image; `undefined` for a zero. */
function pixelAt(mode: PaddingMode, place: number, size: number): number | undefined {
  switch (mode) {
    case 'zeros':
      return place >= 0 && place < size ? place : undefined;
    case 'reflect':
      return size - 1 - Math.abs(size - 1 - Math.abs(place));
    case 'replicate':
      return Math.min(Math.max(place, 0), size - 1);
    case 'circular':
      return (place + size) % size;
  }
}

/** The matrices that pad an image of this size. */
export function paddingMatrices(mode: PaddingMode, [height = 0, width = 0]: readonly number[], around: Around): Resampling {
  const matrix = (size: number, [before, after]: Pair): Matrix =>
    Array.from({ length: before + size + after }, (_, index) => {
      const taken = pixelAt(mode, index - before, size);
      return Array.from({ length: size }, (_, pixel) => (pixel === taken ? 1 : 0));
    });
  return { rows: matrix(height, around.rows), columns: matrix(width, around.columns) };
}

/** The expression of a Keras layer that pads `x`; zeros are no mode of it. */
export function kerasPadding(mode: Exclude<PaddingMode, 'zeros'>, { rows, columns }: Around, x: string): string {
  return `ImagePadding2D(((${rows.join(', ')}), (${columns.join(', ')})), "${mode}")(${x})`;
}

/** The source of that layer. */
export const IMAGE_PADDING_2D = `\
class ImagePadding2D(layers.Layer):
    """Surrounds images with their own pixels, as PyTorch's padding modes reflect, replicate and circular do."""

    def __init__(self, padding, mode, **options):
        super().__init__(**options)
        self.padding, self.mode = padding, mode

    def call(self, x):
        for axis, (before, after) in zip((1, 2), self.padding):
            size = x.shape[axis]
            places = np.arange(-before, size + after)
            if self.mode == "reflect":
                places = size - 1 - np.abs(size - 1 - np.abs(places))
            elif self.mode == "replicate":
                places = np.clip(places, 0, size - 1)
            else:
                places = places % size
            x = keras.ops.take(x, places, axis=axis)
        return x

    def get_config(self):
        return {**super().get_config(), "padding": self.padding, "mode": self.mode}`;
