import { type CodeOf, defineMessages, type Lang, translate, type Values } from '../../i18n/i18n';

const MESSAGES = defineMessages({
  en: {
    noOutput: 'The graph has no output: it is empty, or all of its nodes lie on circles.',
    severalOutputs: 'The graph must have one output, and nothing follows any of these: {nodes}.',
    noSize: 'The size of {node} is not known: what is wrong with the graph must be put right first.',
    otherInput: 'Every Input is given the same images, and {node} is {size} where the first Input is {first}.',
    noWeights: 'No layer has weights that training could move.',
    badSetting: 'The setting {setting} of the training is not valid.',
    otherLoss: 'The loss {loss} does not go with the task.',
    lossNeedsScale: '{loss} needs pixels scaled to {accepted}.',
    notTheInput: 'The model should give its input again, which is {input}, and it gives {out}.',
    notAVector: 'A classifier should give a vector of one value a class, and this one gives {out}.',
    noSource: 'The weights of {node} are to come from {source} of the graph {graph}, which the document does not have.',
  },
  es: {
    noOutput: 'El grafo no tiene salida: está vacío, o todos sus nodos están en círculos.',
    severalOutputs: 'El grafo debe tener una sola salida, y nada sigue a ninguno de estos: {nodes}.',
    noSize: 'No se conoce el tamaño de {node}: primero hay que corregir lo que está mal en el grafo.',
    otherInput: 'Todas las Entradas reciben las mismas imágenes, y {node} es {size} mientras que la primera es {first}.',
    noWeights: 'Ninguna capa tiene pesos que el entrenamiento pueda mover.',
    badSetting: 'El ajuste {setting} del entrenamiento no es válido.',
    otherLoss: 'La pérdida {loss} no va con la tarea.',
    lossNeedsScale: '{loss} necesita píxeles escalados a {accepted}.',
    notTheInput: 'El modelo debería dar de nuevo su entrada, que es {input}, y da {out}.',
    notAVector: 'Un clasificador debería dar un vector con un valor por clase, y este da {out}.',
    noSource: 'Los pesos de {node} deben venir de {source} del grafo {graph}, que el documento no tiene.',
  },
});

/** Why no script can be written for a graph. */
export class ExportError extends Error {
  override readonly name = 'ExportError';

  constructor(
    readonly code: CodeOf<typeof MESSAGES>,
    readonly values: Values = {},
  ) {
    super(translate(MESSAGES, code, values, 'en'));
  }
}

/** An export's error as a sentence. */
export function exportMessage(error: ExportError, lang: Lang): string {
  return translate(MESSAGES, error.code, error.values, lang);
}

/** The codes that an `ExportError` can have. */
export const EXPORT_CODES: readonly string[] = Object.keys(MESSAGES.en);
