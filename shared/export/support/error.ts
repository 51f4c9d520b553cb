import { defineMessages } from '../../i18n/i18n';
import { messageErrorOf } from '../../i18n/message-error';

const MESSAGES = defineMessages({
  en: {
    noOutput: 'The graph has no output: it is empty, or all of its nodes lie on cycles.',
    severalOutputs: 'The graph must have one output, but these nodes have no successor: {nodes}.',
    noSize: 'The size of {node} is unknown. Fix the errors of the graph first.',
    otherInput: 'All Inputs get the same images, but {node} is {size} and the first Input is {first}.',
    noWeights: 'No layer has weights to train.',
    badSetting: 'The setting {setting} of the training is not valid.',
    otherLoss: 'The loss {loss} does not fit the task.',
    lossNeedsScale: '{loss} needs pixels scaled to {accepted}.',
    notTheInput: 'The output of a reconstruction must have the size of its input, {input}, but it is {out}.',
    notAVector: 'The output of a classifier must be a vector with one value per class, but it is {out}.',
    noSource: 'The weights of {node} come from {source} of the graph {graph}, which the document does not have.',
  },
  es: {
    noOutput: 'El grafo no tiene salida: está vacío, o todos sus nodos están en ciclos.',
    severalOutputs: 'El grafo debe tener una sola salida, pero estos nodos no tienen sucesor: {nodes}.',
    noSize: 'No se conoce el tamaño de {node}. Corrija primero los errores del grafo.',
    otherInput: 'Todas las Entradas reciben las mismas imágenes, pero {node} es {size} y la primera es {first}.',
    noWeights: 'Ninguna capa tiene pesos para entrenar.',
    badSetting: 'El ajuste {setting} del entrenamiento no es válido.',
    otherLoss: 'La pérdida {loss} no sirve para la tarea.',
    lossNeedsScale: '{loss} necesita píxeles escalados a {accepted}.',
    notTheInput: 'La salida de una reconstrucción debe tener el tamaño de su entrada, {input}, pero es {out}.',
    notAVector: 'La salida de un clasificador debe ser un vector con un valor por clase, pero es {out}.',
    noSource: 'Los pesos de {node} vienen de {source} del grafo {graph}, que el documento no tiene.',
  },
});

/** A graph cannot be exported. */
export class ExportError extends messageErrorOf(MESSAGES) {
  override readonly name = 'ExportError';
}

/** The codes that an `ExportError` can have. */
export const EXPORT_CODES: readonly string[] = Object.keys(MESSAGES.en);
