import { defineMessages } from '../../shared/i18n/i18n';
import { messageErrorOf } from '../../shared/i18n/message-error';

export const PICTURE_MESSAGES = defineMessages({
  en: {
    notPng: '{file} is not a PNG image. Save it as PNG, and choose that file.',
    jpeg: '{file} is a JPEG image, and only PNG can be read. Save it as PNG, and choose that file.',
    badPng: '{file} is a damaged PNG image ({reason}). Save it again, or choose another.',
    pictureSize: 'The image {file} is {size}, and may have at most {most} pixels. Make it smaller.',
  },
  es: {
    notPng: '{file} no es una imagen PNG. Guárdela como PNG, y elija ese archivo.',
    jpeg: '{file} es una imagen JPEG, y solo se lee PNG. Guárdela como PNG, y elija ese archivo.',
    badPng: '{file} es una imagen PNG dañada ({reason}). Guárdela de nuevo, o elija otra.',
    pictureSize: 'La imagen {file} es de {size}, y puede tener como máximo {most} píxeles. Redúzcala.',
  },
});

/** A PNG image that cannot be read. */
export class PictureError extends messageErrorOf(PICTURE_MESSAGES) {
  override readonly name = 'PictureError';
}
