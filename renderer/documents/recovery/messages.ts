import { defineMessages } from '../../../shared/i18n/i18n';

/** Messages of the recovery of unsaved work. */
export const MESSAGES = defineMessages({
  en: {
    title: 'Unsaved work',
    text: 'Patchbay closed before these changes were saved:',
    untitled: 'Untitled',
    more: 'and {n} more',
    unreadable: 'This copy cannot be read as a document. Its text can be saved as it is.',
    restore: 'Restore',
    saveText: 'Save its text…',
    forget: 'Discard',
    later: 'Later',
    'left.one': '{name} was closed with unsaved changes, which are kept.',
    left: '{n} documents were closed with unsaved changes, which are kept.',
    show: 'Show',
  },
  es: {
    title: 'Trabajo sin guardar',
    text: 'Patchbay se cerró antes de guardar estos cambios:',
    untitled: 'Sin título',
    more: 'y {n} más',
    unreadable: 'Esta copia no se puede leer como documento. Su texto se puede guardar tal como está.',
    restore: 'Recuperar',
    saveText: 'Guardar su texto…',
    forget: 'Descartar',
    later: 'Más tarde',
    'left.one': '{name} se cerró con cambios sin guardar, que se conservan.',
    left: '{n} documentos se cerraron con cambios sin guardar, que se conservan.',
    show: 'Mostrar',
  },
});
