import { type CodeOf, defineMessages, type LocalizedText, localize, type Values } from '../i18n/i18n';

/** The messages of the host's errors. */
const MESSAGES = defineMessages({
  en: {
    closed: 'The connection to Patchbay was lost.',
    badInput: 'Patchbay got an invalid request ({call}: {where}).',
    badOutput: 'Patchbay sent an invalid answer ({call}: {where}).',
    unknownCall: 'Patchbay does not know the request {call}.',
    tooMuch: 'The message is too large to be sent to Patchbay.',
    failed: 'An internal error occurred in Patchbay. The log has the details (Help, Show the log).',
    setupBegins: 'Starting',
    setupBusy: 'Another download is running.',
    dataTooLarge: '{file} is larger than the original file of this name.',
    setupDied: 'The engine exited unexpectedly ({how}).',
    notGreeted: 'This window is not registered yet.',
    noDialogs: 'File dialogs are not available here: the browser uses its own.',
    unknownFile: 'Patchbay no longer has access to this file. Choose it again.',
    changedOnDisk: 'Another program has changed {file} since it was opened here. It was not overwritten.',
    tooLarge: '{file} has {found} bytes, and a document may have at most {most}.',
    notText: '{file} is not text: a document is JSON in UTF-8.',
    cannotRead: '{file} could not be read ({reason}).',
    cannotWrite: '{file} could not be written ({reason}).',
    notAllowed: 'The browser was not allowed to write {file}.',
    gone: '{file} no longer exists.',
    notADocument: '{file} is not a document: {issue}',
    noPreset: 'You have no such preset.',
    tooMuchKept: 'There is too much unsaved work to keep copies of. Save your documents.',
  },
  es: {
    closed: 'Se perdió la conexión con Patchbay.',
    badInput: 'Patchbay recibió una petición inválida ({call}: {where}).',
    badOutput: 'Patchbay envió una respuesta inválida ({call}: {where}).',
    unknownCall: 'Patchbay no conoce la petición {call}.',
    tooMuch: 'El mensaje es demasiado grande para enviarlo a Patchbay.',
    failed: 'Ocurrió un error interno en Patchbay. El registro tiene los detalles (Ayuda, Mostrar el registro).',
    setupBegins: 'Iniciando',
    setupBusy: 'Ya hay otra descarga en curso.',
    dataTooLarge: '{file} es más grande que el archivo original de ese nombre.',
    setupDied: 'El motor terminó inesperadamente ({how}).',
    notGreeted: 'Esta ventana todavía no está registrada.',
    noDialogs: 'Aquí no hay diálogos de archivos: el navegador usa los suyos.',
    unknownFile: 'Patchbay ya no tiene acceso a este archivo. Elíjalo de nuevo.',
    changedOnDisk: 'Otro programa cambió {file} desde que se abrió aquí. No se sobrescribió.',
    tooLarge: '{file} tiene {found} bytes, y un documento puede tener como máximo {most}.',
    notText: '{file} no es texto: un documento es JSON en UTF-8.',
    cannotRead: 'No se pudo leer {file} ({reason}).',
    cannotWrite: 'No se pudo escribir {file} ({reason}).',
    notAllowed: 'No se permitió al navegador escribir {file}.',
    gone: '{file} ya no existe.',
    notADocument: '{file} no es un documento: {issue}',
    noPreset: 'Usted no tiene ese preset.',
    tooMuchKept: 'Hay demasiado trabajo sin guardar para conservar copias. Guarde sus documentos.',
  },
});

/** The codes of the host's own errors. */
export type HostCode = CodeOf<typeof MESSAGES>;

/** True for a code of the host's own errors. */
export const isHostCode = (code: unknown): code is HostCode => typeof code === 'string' && Object.hasOwn(MESSAGES.en, code);

/** The text of a code, in every language. */
export function hostText(code: HostCode, values: Values = {}): LocalizedText {
  return localize(MESSAGES, code, values);
}
