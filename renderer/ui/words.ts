import type { Catalogue } from '../../shared/words/words';

/** Texts of the widgets themselves: dialogs, notices, number fields and views that wait. */
export const WORDS: Catalogue = {
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
    'issue.whole': 'el archivo entero',
  },
};
