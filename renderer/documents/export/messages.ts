import { defineMessages } from '../../../shared/i18n/i18n';

/** Messages of exporting and of opening text. */
export const MESSAGES = defineMessages({
  en: {
    title: 'Export as {libraries}',
    library: 'Library',
    copy: 'Copy',
    copied: 'The script is on the clipboard.',
    save: 'Save…',
    refused: 'No script can be written yet.',
    errors: 'Fix these errors of the graph first:',
    source: 'Script',
    'open.title': 'Open from text',
    'open.text': 'The text of a Patchbay document',
    'open.help': 'Paste the text of a document. It opens as an untitled copy.',
    open: 'Open',
    'text.copied': 'The document is on the clipboard, as text.',
    pasted: 'Pasted text',
  },
  es: {
    title: 'Exportar a {libraries}',
    library: 'Biblioteca',
    copy: 'Copiar',
    copied: 'El script está en el portapapeles.',
    save: 'Guardar…',
    refused: 'Todavía no se puede escribir ningún script.',
    errors: 'Primero corrija estos errores del grafo:',
    source: 'Script',
    'open.title': 'Abrir desde texto',
    'open.text': 'El texto de un documento de Patchbay',
    'open.help': 'Pegue el texto de un documento. Se abre como copia sin título.',
    open: 'Abrir',
    'text.copied': 'El documento está en el portapapeles, como texto.',
    pasted: 'Texto pegado',
  },
});
