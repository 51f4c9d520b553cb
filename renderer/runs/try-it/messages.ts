import { defineMessages } from '../../../shared/i18n/i18n';

/** What is said around trying a run out. */
export const MESSAGES = defineMessages({
  en: {
    pad: 'Drawing pad, {width} by {height}. Arrow keys move the pen, the space bar draws, X erases.',
    clear: 'Clear',
    erase: 'Eraser',
    width: 'Width',
    open: 'Open a picture…',
    drop: 'Draw with the mouse or the keyboard, or drop a picture here.',
    result: 'What the run makes of it',
    reconstruction: 'reconstruction',
    loss: 'loss {loss}',
    probability: '{name}: {share}',
    'no.picture': 'This file is no picture that can be read here.',
    inverted: 'The picture was dark on light, and was turned round: these images are light on dark.',
    thinking: 'The model is being loaded…',
  },
  es: {
    pad: 'Cuadro de dibujo, {width} por {height}. Las flechas mueven el lápiz, la barra espaciadora dibuja, X borra.',
    clear: 'Vaciar',
    erase: 'Goma',
    width: 'Grosor',
    open: 'Abrir una imagen…',
    drop: 'Dibuje con el ratón o el teclado, o suelte aquí una imagen.',
    result: 'Lo que la ejecución hace de ella',
    reconstruction: 'reconstrucción',
    loss: 'pérdida {loss}',
    probability: '{name}: {share}',
    'no.picture': 'Este archivo no es una imagen que se pueda leer aquí.',
    inverted: 'La imagen era oscura sobre claro y se invirtió: estas imágenes son claras sobre oscuro.',
    thinking: 'Se está cargando el modelo…',
  },
});
