import { type CodeOf, defineMessages, type LocalizedText, translate, type Values } from '../i18n/i18n';

/** What keeps a call from being answered, in words. */
const MESSAGES = defineMessages({
  en: {
    closed: 'The connection to Patchbay is lost.',
    badInput: 'Patchbay was asked for something that it does not understand ({call}: {where}).',
    badOutput: 'Patchbay gave an answer that cannot be read ({call}: {where}).',
    unknownCall: 'Patchbay cannot do what it was asked for ({call}).',
    tooMuch: 'It is more than can be sent to Patchbay at once.',
    failed: 'Something went wrong in Patchbay that should not have. The log tells more (Help, Show the log).',
    setupBegins: 'Beginning',
    setupBusy: 'Something else is being got just now.',
    dataTooLarge: '{file} is larger than the file of this name is.',
    setupDied: 'The engine ended without a word ({how}).',
    notGreeted: 'This window has not said yet which one it is.',
    noDialogs: 'There are no file dialogs here: the browser has its own.',
    unknownFile: 'Patchbay does not know this file any more. Choose it again.',
    changedOnDisk: 'Another program has changed {file} since it was opened here. It is left as it is.',
    tooLarge: '{file} has {found} bytes, and a document may have at most {most}.',
    notText: '{file} is not text: a document is JSON in UTF-8.',
    cannotRead: '{file} could not be read ({reason}).',
    cannotWrite: '{file} could not be written ({reason}).',
    notAllowed: 'The browser was not allowed to write {file}.',
    gone: '{file} is not there any more.',
    notADocument: '{file} is not a document: {issue}',
    noPreset: 'There is no such preset among your own.',
    tooMuchKept: 'There is more unsaved work than copies can be kept of.',
  },
  es: {
    closed: 'Se perdió la conexión con Patchbay.',
    badInput: 'Se pidió a Patchbay algo que no entiende ({call}: {where}).',
    badOutput: 'Patchbay dio una respuesta que no se puede leer ({call}: {where}).',
    unknownCall: 'Patchbay no puede hacer lo que se le pidió ({call}).',
    tooMuch: 'Es más de lo que se puede enviar a Patchbay de una vez.',
    failed: 'Algo salió mal en Patchbay que no debería. El registro cuenta más (Ayuda, Mostrar el registro).',
    setupBegins: 'Se empieza',
    setupBusy: 'Ya se está obteniendo otra cosa.',
    dataTooLarge: '{file} es más grande que el archivo de ese nombre.',
    setupDied: 'El motor terminó sin decir nada ({how}).',
    notGreeted: 'Esta ventana todavía no dijo cuál es.',
    noDialogs: 'Aquí no hay diálogos de archivos: el navegador tiene los suyos.',
    unknownFile: 'Patchbay ya no conoce este archivo. Elíjalo de nuevo.',
    changedOnDisk: 'Otro programa cambió {file} desde que se abrió aquí. Se deja como está.',
    tooLarge: '{file} tiene {found} bytes, y un documento puede tener como máximo {most}.',
    notText: '{file} no es texto: un documento es JSON en UTF-8.',
    cannotRead: 'No se pudo leer {file} ({reason}).',
    cannotWrite: 'No se pudo escribir {file} ({reason}).',
    notAllowed: 'No se permitió al navegador escribir {file}.',
    gone: '{file} ya no está.',
    notADocument: '{file} no es un documento: {issue}',
    noPreset: 'No existe ese preset entre los suyos.',
    tooMuchKept: 'Hay más trabajo sin guardar del que se pueden conservar copias.',
  },
});

/** The codes of the host's own errors. */
export type HostCode = CodeOf<typeof MESSAGES>;

/** The text of a code, in every language. */
export function hostText(code: HostCode, values: Values = {}): LocalizedText {
  return { en: translate(MESSAGES, code, values, 'en'), es: translate(MESSAGES, code, values, 'es') };
}
