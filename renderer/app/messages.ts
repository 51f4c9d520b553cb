import { defineMessages } from '../../shared/i18n/i18n';

/** Messages of the window's frame. */
export const MESSAGES = defineMessages({
  en: {
    'width.palette': 'Width of the layer palette',
    'width.side': 'Width of the details panel',
    'height.dock': 'Height of the training views',
    drop: 'Drop to open the document',
    menu: 'Menu',
    lost: 'The connection to Patchbay’s process was lost. Your work is kept in this window, and Patchbay reconnects automatically.',
    'lost.served':
      'The connection to Patchbay’s process was lost. Your work is kept in this window, and Patchbay reconnects automatically. If Patchbay was closed, start it again and open the link that it prints: unsaved work is offered there.',
  },
  es: {
    'width.palette': 'Ancho de la paleta de capas',
    'width.side': 'Ancho del panel de detalles',
    'height.dock': 'Altura de las vistas del entrenamiento',
    drop: 'Suelte para abrir el documento',
    menu: 'Menú',
    lost: 'Se perdió la conexión con el proceso de Patchbay. Su trabajo se conserva en esta ventana, y Patchbay se reconecta automáticamente.',
    'lost.served':
      'Se perdió la conexión con el proceso de Patchbay. Su trabajo se conserva en esta ventana, y Patchbay se reconecta automáticamente. Si Patchbay se cerró, inícielo de nuevo y abra el enlace que muestra: allí se ofrece el trabajo no guardado.',
  },
});
