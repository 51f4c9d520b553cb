import { defineMessages } from '../../shared/i18n/i18n';

/** Texts of the widgets themselves: dialogs, notices, fields and views that wait. */
export const MESSAGES = defineMessages({
  en: {
    close: 'Close',
    notices: 'Messages',
    dismiss: 'Close this message',
    failed: 'This could not be done: {reason}',
    loading: 'Reading…',
    unreadable: 'This could not be read: {reason}',
    range: '{help} From {min} to {max}.',
    whole: 'A whole number from {min} to {max} is needed.',
    real: 'A number from {min} to {max} is needed.',
    height: '{label} height',
    width: '{label} width',
    linked: 'Height and width are the same. Set them apart.',
    separate: 'Height and width are set apart. Make them the same.',
    mixed: 'mixed',
    'issue.whole': 'the file as a whole',
  },
  es: {
    close: 'Cerrar',
    notices: 'Mensajes',
    dismiss: 'Cerrar este mensaje',
    failed: 'No se pudo hacer: {reason}',
    loading: 'Leyendo…',
    unreadable: 'No se pudo leer: {reason}',
    range: '{help} De {min} a {max}.',
    whole: 'Se necesita un número entero de {min} a {max}.',
    real: 'Se necesita un número de {min} a {max}.',
    height: '{label}, alto',
    width: '{label}, ancho',
    linked: 'Alto y ancho son iguales. Separarlos.',
    separate: 'Alto y ancho van por separado. Igualarlos.',
    mixed: 'varios',
    'issue.whole': 'el archivo entero',
  },
});
