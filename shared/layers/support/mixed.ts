import { defineMessages } from '../../i18n/i18n';
import { refuse, type ShapeError } from './kind';
import { isImage, type Shape } from './shape';

/** The message of `refuseMixed`. */
export const MIXED_WORDS = defineMessages({
  en: {
    mixed:
      'Input {vectorPort} is a vector of {vector} values and input {imagePort} an image of {image}: flatten the image first.',
  },
  es: {
    mixed:
      'La entrada {vectorPort} es un vector de {vector} valores y la entrada {imagePort} una imagen de {image}: aplane primero la imagen.',
  },
});

/** The error of a merge whose first input and the one at `port` are an image and a vector. */
export function refuseMixed(first: Shape, other: Shape, port: number): ShapeError<'mixed'> {
  const [image, vector] = isImage(first) ? [first, other] : [other, first];
  const [imagePort, vectorPort] = isImage(first) ? [1, port] : [port, 1];
  return refuse('mixed', { image, vector, imagePort, vectorPort });
}
