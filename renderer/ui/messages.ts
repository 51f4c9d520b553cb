import { defineMessages } from '../../shared/i18n/i18n';

/** Texts of the widgets themselves: dialogs, notices, fields and views that wait. */
export const MESSAGES = defineMessages({
  en: {
    close: 'Close',
    notices: 'Messages',
    dismiss: 'Close this message',
    failed: 'This could not be done: {reason}',
    loading: 'Loading…',
    unreadable: 'This could not be read: {reason}',
    range: '{help} From {min} to {max}.',
    whole: 'Enter a whole number from {min} to {max}.',
    real: 'Enter a number from {min} to {max}.',
    height: '{label} height',
    width: '{label} width',
    linked: 'Height and width are linked. Unlink them.',
    separate: 'Height and width are separate. Link them.',
    mixed: 'mixed',
    'issue.whole': 'the whole file',
  },
  es: {
    close: 'Cerrar',
    notices: 'Mensajes',
    dismiss: 'Cerrar este mensaje',
    failed: 'No se pudo hacer: {reason}',
    loading: 'Cargando…',
    unreadable: 'No se pudo leer: {reason}',
    range: '{help} De {min} a {max}.',
    whole: 'Escriba un número entero de {min} a {max}.',
    real: 'Escriba un número de {min} a {max}.',
    height: '{label}, alto',
    width: '{label}, ancho',
    linked: 'Alto y ancho están enlazados. Separarlos.',
    separate: 'Alto y ancho van por separado. Enlazarlos.',
    mixed: 'varios',
    'issue.whole': 'el archivo entero',
  },
});
