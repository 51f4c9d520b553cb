import { defineMessages } from '../../shared/i18n/i18n';

/** What the frame of the window says. */
export const MESSAGES = defineMessages({
  en: {
    'width.palette': 'Width of the layers',
    'width.side': 'Width of the details',
    'height.dock': 'Height of the training views',
    drop: 'Let go to open the document',
    menu: 'Menu',
    lost: 'The connection to Patchbay’s process is lost. Your work is kept in this window; it is tried again by itself.',
    'lost.served':
      'The connection to Patchbay’s process is lost. Your work is kept in this window; it is tried again by itself. If Patchbay was ended, start it again and open the link that it prints: what is unsaved is offered there.',
  },
  es: {
    'width.palette': 'Ancho de las capas',
    'width.side': 'Ancho de los detalles',
    'height.dock': 'Altura de las vistas del entrenamiento',
    drop: 'Suelte para abrir el documento',
    menu: 'Menú',
    lost: 'Se perdió la conexión con el proceso de Patchbay. Su trabajo se conserva en esta ventana; se vuelve a intentar solo.',
    'lost.served':
      'Se perdió la conexión con el proceso de Patchbay. Su trabajo se conserva en esta ventana; se vuelve a intentar solo. Si Patchbay se cerró, inícielo de nuevo y abra el enlace que muestra: allí se ofrece lo no guardado.',
  },
});
