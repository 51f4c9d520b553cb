import { defineMessages } from '../../../shared/i18n/i18n';

/** What exporting and opening text say. */
export const MESSAGES = defineMessages({
  en: {
    title: 'Export as PyTorch or Keras',
    library: 'Library',
    copy: 'Copy',
    copied: 'The script is on the clipboard.',
    save: 'Save…',
    saved: 'Saved {name}.',
    refused: 'No script can be written yet.',
    errors: 'What is wrong with the graph must be put right first:',
    source: 'Script',
    'open.title': 'Open from text',
    'open.text': 'The text of a Patchbay document',
    'open.help': 'Paste what somebody sent you. It opens as an untitled copy.',
    open: 'Open',
    'text.copied': 'The document is on the clipboard, as text.',
    pasted: 'Pasted text',
  },
  es: {
    title: 'Exportar a PyTorch o Keras',
    library: 'Biblioteca',
    copy: 'Copiar',
    copied: 'El script está en el portapapeles.',
    save: 'Guardar…',
    saved: 'Se guardó {name}.',
    refused: 'Todavía no se puede escribir ningún script.',
    errors: 'Primero hay que corregir lo que está mal en el grafo:',
    source: 'Script',
    'open.title': 'Abrir desde texto',
    'open.text': 'El texto de un documento de Patchbay',
    'open.help': 'Pegue lo que le hayan enviado. Se abre como copia sin título.',
    open: 'Abrir',
    'text.copied': 'El documento está en el portapapeles, como texto.',
    pasted: 'Texto pegado',
  },
});
