import { type HostError, serviceError } from '../../../shared/host/errors';
import { type CodeOf, defineMessages, type LocalizedText, localize, type Values } from '../../../shared/i18n/i18n';

/** Messages on runs: errors of requests, and reasons why a run ended. */
const MESSAGES = defineMessages({
  en: {
    noRun: 'The run {run} no longer exists.',
    notRunning: 'The run is not running.',
    isRunning: 'The run is running. Stop it first.',
    alreadyFinished: 'The run is finished. To continue it, choose more than {epochs} epochs.',
    notTrainable: 'The graph {graph} cannot be trained as it is: {problems}',
    noGraph: 'The document has no graph {graph}.',
    notADocument: 'This is not a valid document: {issue}',
    'fewerImages.train': 'There are {found} training images, and {wanted} are requested. Choose {found} at most.',
    'fewerImages.validation': 'There are {found} validation images, and {wanted} are requested. Choose {found} at most.',
    ownData: 'To train on your own IDX files, use the terminal: patchbay train --data FOLDER.',
    noWeights:
      '{nodes} start from the weights of the graph {graph}, which has no run. Train that graph first, choose another run, or start from random weights.',
    noEpochWeights: 'The run {run} has only its best and last checkpoints, not that of epoch {epoch}. Choose best or last.',
    notARun: 'This is not the folder of a run: {reason}',
    tooMuchToPack: 'With its weights the document would exceed {most} MB, the most that can be opened again.',
    'waits.coming': 'It takes the weights of {run}, and begins once that run is finished.',
    'waits.unfinished':
      'It takes the weights of {run}, which ended after {done} of {all} epochs. Resume that run, and this one begins once it is finished.',
    'waits.gone': 'It takes the weights of the run {run}, which was deleted. Restore that run, or delete this one.',
    notInTrash: 'The deleted run {run} can no longer be restored.',
    taken: 'Another run has the name {run} now, so the deleted one was not restored.',
    died: 'The engine exited unexpectedly ({how}). Everything up to the last checkpoint is saved. Resume the run to continue from there.',
    'died.memory':
      'The engine ran out of memory, or was killed ({how}). Everything up to the last checkpoint is saved. Close other programs and resume the run, or train a graph with fewer parameters or a smaller batch size.',
    interrupted:
      'The engine exited unexpectedly. Everything up to the last checkpoint is saved. Resume the run to continue from there.',
    closed: 'Patchbay was closed. The run stopped at a checkpoint; resume it to continue from there.',
    readDied: 'The process that read the data exited unexpectedly ({how}). The data may be too large for the free memory.',
    lookDied: 'The process that evaluates the model exited unexpectedly ({how}). Try again.',
    trialCancelled: 'The trial was cancelled.',
    trialDied: 'The process that tried the graph exited unexpectedly ({how}). The graph may be too large for the free memory.',
    silent:
      'The engine has not responded for {seconds} s. A step may be taking long, or the process or the machine was suspended.',
    woke: 'The engine was suspended for {seconds} s, as when the machine sleeps, and continues. Nothing is lost.',
  },
  es: {
    noRun: 'La ejecución {run} ya no existe.',
    notRunning: 'La ejecución no está en curso.',
    isRunning: 'La ejecución está en curso. Deténgala primero.',
    alreadyFinished: 'La ejecución está terminada. Para continuarla, elija más de {epochs} épocas.',
    notTrainable: 'El grafo {graph} no se puede entrenar como está: {problems}',
    noGraph: 'El documento no tiene el grafo {graph}.',
    notADocument: 'Esto no es un documento válido: {issue}',
    'fewerImages.train': 'Hay {found} imágenes de entrenamiento, y se piden {wanted}. Elija {found} como máximo.',
    'fewerImages.validation': 'Hay {found} imágenes de validación, y se piden {wanted}. Elija {found} como máximo.',
    ownData: 'Para entrenar con archivos IDX propios, use la terminal: patchbay train --data CARPETA.',
    noWeights:
      '{nodes} empiezan con los pesos del grafo {graph}, que no tiene ninguna ejecución. Entrene primero ese grafo, elija otra ejecución, o empiece con pesos aleatorios.',
    noEpochWeights:
      'La ejecución {run} solo tiene los puntos de control best y last, no el de la época {epoch}. Elija best o last.',
    notARun: 'Esta no es la carpeta de una ejecución: {reason}',
    tooMuchToPack: 'Con sus pesos el documento superaría los {most} MB, el máximo que se puede volver a abrir.',
    'waits.coming': 'Toma los pesos de {run}, y empieza cuando esa ejecución haya terminado.',
    'waits.unfinished':
      'Toma los pesos de {run}, que se detuvo después de {done} de {all} épocas. Reanude esa ejecución, y esta empezará cuando aquella termine.',
    'waits.gone': 'Toma los pesos de la ejecución {run}, que fue borrada. Restáurela, o borre esta.',
    notInTrash: 'La ejecución borrada {run} ya no se puede restaurar.',
    taken: 'Otra ejecución se llama ahora {run}, así que la borrada no se restauró.',
    died: 'El motor terminó inesperadamente ({how}). Todo hasta el último punto de control está guardado. Reanude la ejecución para continuar desde ahí.',
    'died.memory':
      'El motor se quedó sin memoria, o alguien lo terminó ({how}). Todo hasta el último punto de control está guardado. Cierre otros programas y reanude la ejecución, o entrene un grafo con menos parámetros o un tamaño de lote menor.',
    interrupted:
      'El motor terminó inesperadamente. Todo hasta el último punto de control está guardado. Reanude la ejecución para continuar desde ahí.',
    closed: 'Se cerró Patchbay. La ejecución se detuvo en un punto de control; reanúdela para continuar desde ahí.',
    readDied:
      'El proceso que leía los datos terminó inesperadamente ({how}). Los datos pueden ser demasiado grandes para la memoria libre.',
    lookDied: 'El proceso que evalúa el modelo terminó inesperadamente ({how}). Intente de nuevo.',
    trialCancelled: 'Se canceló la prueba.',
    trialDied:
      'El proceso que probaba el grafo terminó inesperadamente ({how}). El grafo puede ser demasiado grande para la memoria libre.',
    silent:
      'El motor no responde desde hace {seconds} s. Puede que un paso tarde, o que el proceso o la máquina se hayan suspendido.',
    woke: 'El motor estuvo suspendido {seconds} s, como cuando la máquina se suspende, y continúa. No se perdió nada.',
  },
});

type Code = CodeOf<typeof MESSAGES>;

/** A process that ran out of memory: killed by the system, or ended by V8 or the C++ library with these words. */
const OUT_OF_MEMORY = /heap out of memory|bad_alloc|invalid array length|array buffer allocation failed/i;

/** The reason for the end of an engine that exited unexpectedly. @param how its signal or exit code @param output its last output */
export function diedText({ how, output }: { readonly how: string; readonly output: string }): LocalizedText {
  return runText(how === 'SIGKILL' || OUT_OF_MEMORY.test(output) ? 'died.memory' : 'died', { how });
}

/** The message of a code in every language. */
export function runText(code: Code, values: Values = {}): LocalizedText {
  return localize(MESSAGES, code, values);
}

/** The error of a request on runs. */
export function runError(code: Code, values: Values = {}, options?: ErrorOptions): HostError {
  return serviceError(code, runText(code, values), options);
}
