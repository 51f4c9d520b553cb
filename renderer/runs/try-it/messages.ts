import { defineMessages } from '../../../shared/i18n/i18n';

/** Messages of the Try it tab. */
export const MESSAGES = defineMessages({
  en: {
    pad: 'Drawing pad, {width} by {height}. Arrow keys move the pen, the space bar draws, X erases.',
    clear: 'Clear',
    erase: 'Eraser',
    width: 'Width',
    open: 'Open an image…',
    drop: 'Draw with the mouse or the keyboard, or drop an image here.',
    result: 'Result',
    reconstruction: 'reconstruction',
    loss: 'loss {loss}',
    probability: '{name}: {share}',
    'no.picture': 'This file is not an image that Patchbay can read. Choose a PNG or JPEG.',
    inverted: 'The image was dark on light and has been inverted, because the training images are light on dark.',
    thinking: 'Loading the model…',
  },
  es: {
    pad: 'Cuadro de dibujo, {width} por {height}. Las flechas mueven el lápiz, la barra espaciadora dibuja, X borra.',
    clear: 'Vaciar',
    erase: 'Goma',
    width: 'Grosor',
    open: 'Abrir una imagen…',
    drop: 'Dibuje con el ratón o el teclado, o suelte aquí una imagen.',
    result: 'Resultado',
    reconstruction: 'reconstrucción',
    loss: 'pérdida {loss}',
    probability: '{name}: {share}',
    'no.picture': 'Este archivo no es una imagen que Patchbay pueda leer. Elija un PNG o JPEG.',
    inverted: 'La imagen era oscura sobre claro y se invirtió, porque las imágenes de entrenamiento son claras sobre oscuro.',
    thinking: 'Cargando el modelo…',
  },
});
