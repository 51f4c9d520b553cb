import {
  type CodeOf,
  defineMessages,
  type Lang,
  type LocalizedText,
  localize,
  translate,
  type Values,
} from '../../shared/i18n/i18n';

/** Messages of the desktop app outside the page. */
const MESSAGES = defineMessages({
  en: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    text: 'Text',
    newWindow: 'New window',
    documents: 'Patchbay documents',
    allFiles: 'All files',
    crashed: 'The window of Patchbay has crashed.',
    crashedDetail: 'Unsaved work has been kept, and is offered when the window is loaded again.',
    reload: 'Load again',
    close: 'Close',
    noAnswer: 'The window does not respond.',
    noAnswerDetail: 'Unsaved work has been kept, and is offered when Patchbay is opened again.',
    wait: 'Wait',
    closeAnyway: 'Close anyway',
    failed: 'Patchbay could not be started.',
    training: 'A run is in training.',
    trainingDetail:
      'It stops at a checkpoint, and can be resumed from there. Queued runs continue when Patchbay is opened again.',
    stopAndQuit: 'Stop and quit',
    keepOpen: 'Keep training',
    'ended.finished': '{name} is trained.',
    'ended.stopped': '{name} was stopped.',
    'ended.failed': '{name} failed.',
    gpuGone: 'The GPU process crashed and was restarted. Nothing is lost.',
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
    crashedDetail: 'El trabajo sin guardar se conservó, y se ofrece cuando la ventana se vuelve a cargar.',
    reload: 'Volver a cargar',
    close: 'Cerrar',
    noAnswer: 'La ventana no responde.',
    noAnswerDetail: 'El trabajo sin guardar se conservó, y se ofrece cuando se vuelva a abrir Patchbay.',
    wait: 'Esperar',
    closeAnyway: 'Cerrar de todos modos',
    failed: 'No se pudo iniciar Patchbay.',
    training: 'Hay una ejecución en curso.',
    trainingDetail:
      'Se detiene en un punto de control, desde el que puede reanudarse. Las ejecuciones en cola continúan cuando se vuelva a abrir Patchbay.',
    stopAndQuit: 'Detener y salir',
    keepOpen: 'Seguir entrenando',
    'ended.finished': '{name} está entrenado.',
    'ended.stopped': '{name} se detuvo.',
    'ended.failed': '{name} falló.',
    gpuGone: 'El proceso de la GPU falló y se reinició. No se perdió nada.',
  },
});

type Code = CodeOf<typeof MESSAGES>;

/** The message of a code in every language, for a page. */
export function text(code: Code): LocalizedText {
  return localize(MESSAGES, code);
}

/** The message of a code. */
export function words(code: Code, lang: Lang, values: Values = {}): string {
  return translate(MESSAGES, code, values, lang);
}
