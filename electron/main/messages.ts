import { type Lang, type LocalizedText, lookUp, type Messages, type Values } from '../../shared/i18n/i18n';

/** What the desktop app says by itself, outside the page. */
const WORDS: Messages = {
  en: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    text: 'Text',
    newWindow: 'New window',
    documents: 'Patchbay documents',
    allFiles: 'All files',
    crashed: 'The window of Patchbay has crashed.',
    crashedDetail: 'What was not saved has been kept, and is offered when the window is loaded again.',
    reload: 'Load again',
    close: 'Close',
    noAnswer: 'The window does not answer.',
    noAnswerDetail: 'What was not saved has been kept, and is offered when Patchbay is opened again.',
    wait: 'Wait',
    closeAnyway: 'Close anyway',
    failed: 'Patchbay could not be started.',
    training: 'A run is going on.',
    trainingDetail: 'It stops at a checkpoint, and can be resumed from there. Runs that wait for their turn go on the next time.',
    stopAndQuit: 'Stop and quit',
    keepOpen: 'Go on training',
    'ended.finished': '{name} is trained.',
    'ended.stopped': '{name} was stopped.',
    'ended.failed': '{name} has failed.',
    gpuGone: 'The process that draws the window has crashed, and was started again. Nothing is lost.',
  },
  es: {
    file: 'Archivo',
    edit: 'Edición',
    view: 'Ver',
    text: 'Texto',
    newWindow: 'Ventana nueva',
    documents: 'Documentos de Patchbay',
    allFiles: 'Todos los archivos',
    crashed: 'La ventana de Patchbay falló.',
    crashedDetail: 'Lo que no se guardó se conservó, y se ofrece cuando la ventana se vuelve a cargar.',
    reload: 'Volver a cargar',
    close: 'Cerrar',
    noAnswer: 'La ventana no responde.',
    noAnswerDetail: 'Lo que no se guardó se conservó, y se ofrece cuando se vuelva a abrir Patchbay.',
    wait: 'Esperar',
    closeAnyway: 'Cerrar de todos modos',
    failed: 'No se pudo iniciar Patchbay.',
    training: 'Hay una ejecución en marcha.',
    trainingDetail:
      'Se detiene en un punto de control, desde el que puede reanudarse. Las que esperan su turno siguen la próxima vez.',
    stopAndQuit: 'Detener y salir',
    keepOpen: 'Seguir entrenando',
    'ended.finished': '{name} está entrenado.',
    'ended.stopped': '{name} se detuvo.',
    'ended.failed': '{name} falló.',
    gpuGone: 'El proceso que dibuja la ventana falló y se reinició. No se perdió nada.',
  },
};

/** The text of a code in every language, for a page to say in its own. */
export function text(code: string): LocalizedText {
  return { en: words(code, 'en'), es: words(code, 'es') };
}

/** The text of a code; the code itself where there are no words for it. */
export function words(code: string, lang: Lang, values: Values = {}): string {
  return lookUp(WORDS, code, values, lang) ?? code;
}
