import { type Catalogue, say, type Text, type Values } from '../../../shared/words/words';

const WORDS: Catalogue = {
  en: {
    notAGraph: 'The document has no graph {graph}.',
    hasErrors: 'The graph cannot be trained as it is: {problems}',
    noWeights:
      '{nodes} start from the weights of the graph {graph}, and no run of it is named. Train that graph first, then name its run.',
    lacksWeights: 'The run {run} has no weights of {node} that fit: {tensor} is {found} there, and {wanted} here.',
    missingWeights: 'The run {run} has no tensor {tensor}, which {node} is to start from.',
    noCheckpoint: 'The run {run} has no checkpoint yet.',
    inUse: 'The run is in use by another process ({pid}).',
    otherEngine:
      'The run was begun with {before}, and this is {now}: it would not end in the same bytes. Go on with --engine {backend}, or begin a new run.',
    other: '{message}',
  },
  es: {
    notAGraph: 'El documento no tiene el grafo {graph}.',
    hasErrors: 'El grafo no se puede entrenar como está: {problems}',
    noWeights:
      '{nodes} empiezan con los pesos del grafo {graph}, y no se nombra ninguna ejecución suya. Entrene primero ese grafo y luego nombre su ejecución.',
    lacksWeights: 'La ejecución {run} no tiene pesos de {node} que encajen: {tensor} es {found} allí y {wanted} aquí.',
    missingWeights: 'La ejecución {run} no tiene el tensor {tensor}, con el que {node} debe empezar.',
    noCheckpoint: 'La ejecución {run} todavía no tiene ningún punto de control.',
    inUse: 'Otro proceso está usando la ejecución ({pid}).',
    otherEngine:
      'La ejecución empezó con {before}, y esto es {now}: no terminaría en los mismos bytes. Siga con --engine {backend}, o empiece una nueva.',
    other: '{message}',
  },
};

/** Why a run cannot begin or go on, in words. */
export class RunError extends Error {
  override readonly name = 'RunError';
  readonly text: Text;

  constructor(
    readonly code: string,
    readonly values: Values = {},
  ) {
    const text = { en: say(WORDS, code, values, 'en') ?? code, es: say(WORDS, code, values, 'es') ?? code };
    super(text.en);
    this.text = text;
  }
}

/** An error's own words, where it has some. */
export function textOf(error: unknown): Text {
  if (typeof error === 'object' && error !== null && 'text' in error && isText(error.text)) return error.text;
  const message = error instanceof Error ? error.message : String(error);
  return { en: message, es: message };
}

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'en' in value && 'es' in value;
}
