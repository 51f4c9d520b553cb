import { HostError } from '../../../shared/host/errors';
import { type LocalizedText, lookUp, type Messages, type Values } from '../../../shared/i18n/i18n';

/** What is said of runs: why something cannot be done with one, and what became of it. */
const WORDS: Messages = {
  en: {
    noRun: 'There is no run {run} any more.',
    notRunning: 'The run is not under way.',
    isRunning: 'The run is under way. Stop it first.',
    alreadyFinished: 'The run is finished. It can go on with more than {epochs} epochs.',
    notTrainable: 'The graph {graph} cannot be trained as it is: {problems}',
    noGraph: 'The document has no graph {graph}.',
    notADocument: 'This is not a document: {issue}',
    'fewerImages.train': 'There are {found} images to train on, and {wanted} are asked for. Ask for {found} at most.',
    'fewerImages.validation': 'There are {found} validation images, and {wanted} are asked for. Ask for {found} at most.',
    ownData: 'Training on IDX files of your own is there in the terminal: patchbay train --data FOLDER.',
    tooLarge:
      'Training the graph {graph} takes about {needed} GB of memory, and this machine has {there} GB. Try a smaller batch.',
    noWeights:
      '{nodes} start from the weights of the graph {graph}, of which there is no run. Train that graph first, choose another run, or let them start anew.',
    noEpochWeights: 'Of the run {run} only the best and the last weights are kept, not those of epoch {epoch}.',
    notARun: 'This is not the folder of a run: {reason}',
    noRunJson: 'it has no run.json',
    badPath: '{path} does not lie in it',
    tooMuchToPack: 'With its weights the document would have more than {most} MB, and could not be opened again.',
    notInTrash: 'The run {run} cannot be brought back any more.',
    taken: 'There is a run {run} again: what was deleted is left aside.',
    died: "The engine's process ended without a word ({how}). Everything up to its last checkpoint is kept, and the run can go on from there.",
    'died.memory':
      'The system ended the engine’s process ({how}), most likely because memory was short. Everything up to its last checkpoint is kept, and the run can go on from there. A smaller batch takes less memory.',
    interrupted:
      'The run’s process ended without a word. Everything up to its last checkpoint is kept, and the run can go on from there.',
    closed: 'Patchbay was closed. The run stopped at a checkpoint, and can go on from there.',
    readDied: 'The process that read the data ended unexpectedly ({how}). They may be too large for the memory that is free.',
    lookDied: 'The process that was asked about the model ended without a word ({how}). Ask again.',
    trialCancelled: 'The trial was ended.',
    trialDied: 'The process that tried the graph ended without a word ({how}). It may be too large for the memory that is free.',
    silent: 'The engine has said nothing for {seconds} s. It takes a long step, or it, or the whole machine, was put to sleep.',
    woke: 'The engine stood still for {seconds} s, as when a machine sleeps, and goes on. Nothing is lost.',
  },
  es: {
    noRun: 'La ejecución {run} ya no existe.',
    notRunning: 'La ejecución no está en marcha.',
    isRunning: 'La ejecución está en marcha. Deténgala primero.',
    alreadyFinished: 'La ejecución está terminada. Puede seguir con más de {epochs} épocas.',
    notTrainable: 'El grafo {graph} no se puede entrenar como está: {problems}',
    noGraph: 'El documento no tiene el grafo {graph}.',
    notADocument: 'Esto no es un documento: {issue}',
    'fewerImages.train': 'Hay {found} imágenes para entrenar, y se piden {wanted}. Pida {found} como máximo.',
    'fewerImages.validation': 'Hay {found} imágenes de validación, y se piden {wanted}. Pida {found} como máximo.',
    ownData: 'Entrenar con archivos IDX propios se hace desde la terminal: patchbay train --data CARPETA.',
    tooLarge:
      'Entrenar el grafo {graph} ocupa unos {needed} GB de memoria, y esta máquina tiene {there} GB. Pruebe con un lote más pequeño.',
    noWeights:
      '{nodes} empiezan con los pesos del grafo {graph}, del que no hay ninguna ejecución. Entrene primero ese grafo, elija otra ejecución, o deje que empiecen de nuevo.',
    noEpochWeights: 'De la ejecución {run} solo se conservan los mejores pesos y los últimos, no los de la época {epoch}.',
    notARun: 'Esta no es la carpeta de una ejecución: {reason}',
    noRunJson: 'no tiene run.json',
    badPath: '{path} no está dentro de ella',
    tooMuchToPack: 'Con sus pesos el documento tendría más de {most} MB, y no se podría volver a abrir.',
    notInTrash: 'La ejecución {run} ya no se puede recuperar.',
    taken: 'Ya hay otra vez una ejecución {run}: lo que se borró queda aparte.',
    died: 'El proceso del motor terminó sin decir nada ({how}). Se conserva todo hasta su último punto de control, y la ejecución puede seguir desde ahí.',
    'died.memory':
      'El sistema terminó el proceso del motor ({how}), probablemente por falta de memoria. Se conserva todo hasta su último punto de control, y la ejecución puede seguir desde ahí. Un lote más pequeño ocupa menos memoria.',
    interrupted:
      'El proceso de la ejecución terminó sin decir nada. Se conserva todo hasta su último punto de control, y la ejecución puede seguir desde ahí.',
    closed: 'Se cerró Patchbay. La ejecución se detuvo en un punto de control, y puede seguir desde ahí.',
    readDied:
      'El proceso que leía los datos terminó inesperadamente ({how}). Pueden ser demasiado grandes para la memoria libre.',
    lookDied: 'El proceso al que se preguntó por el modelo terminó sin decir nada ({how}). Pregunte de nuevo.',
    trialCancelled: 'Se terminó la prueba.',
    trialDied:
      'El proceso que probaba el grafo terminó sin decir nada ({how}). Puede ser demasiado grande para la memoria libre.',
    silent: 'El motor no ha dicho nada durante {seconds} s. Da un paso largo, o se durmió él, o la máquina entera.',
    woke: 'El motor estuvo quieto {seconds} s, como cuando una máquina duerme, y sigue. No se perdió nada.',
  },
};

/** The text of a code, in every language. */
export function runText(code: string, values: Values = {}): LocalizedText {
  return { en: lookUp(WORDS, code, values, 'en') ?? code, es: lookUp(WORDS, code, values, 'es') ?? code };
}

/** Why something cannot be done with runs. */
export function runError(code: string, values: Values = {}, options?: ErrorOptions): HostError {
  return new HostError(code, runText(code, values), options);
}
