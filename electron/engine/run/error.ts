import { type Catalogue, say, type Text, type Values } from '../../../shared/words/words';

const WORDS: Catalogue = {
  en: {
    notAGraph: 'The document has no graph {graph}.',
    hasErrors: 'The graph cannot be trained as it is: {problems}',
    noWeights:
      '{nodes} start from the weights of the graph {graph}, and no run of it is named. Train that graph first, then name its run.',
    lacksWeights: 'The run {run} has no weights of {node} that fit: {tensor} is {found} there, and {wanted} here.',
    missingWeights: 'The run {run} has no tensor {tensor}, which {node} is to start from.',
    sourceGone: 'The run {run}, whose weights are to be taken, is not there any more, or has no such checkpoint.',
    otherWeights:
      'The weights of the run {run} are not those that {node} was to start from: it was trained on since. Choose its weights again.',
    noCheckpoint: 'The run {run} has no checkpoint yet.',
    unknownSize: 'How many images {dataset} has is known when they are read: the time cannot be told before.',
    noImage: 'There is no image {place}: the run was validated with {count}.',
    noNode: 'The graph of the run has no layer {node}.',
    otherImage: 'An image of {found} values was given, and the model takes {size}.',
    leftAlone: 'Patchbay’s process ended without a word. The run stopped at a checkpoint, and can go on from there.',
    inUse: '{text}',
    lockLost:
      'The run was taken over by another process, after this one had stood still for too long. It goes on there; here nothing more is written.',
    otherEngine:
      'The run was begun with {before}, and this is {now}: it would not end in the same bytes. Go on with --engine {backend}, or begin a new run.',
    diskFull: 'The disk is full. Everything up to the last checkpoint is kept: make room, then go on with the run.',
    noPermission: 'Patchbay may not write into the folder of the run ({reason}).',
    readOnly: 'The disk that the run is kept on can only be read.',
    other: '{message}',
  },
  es: {
    notAGraph: 'El documento no tiene el grafo {graph}.',
    hasErrors: 'El grafo no se puede entrenar como está: {problems}',
    noWeights:
      '{nodes} empiezan con los pesos del grafo {graph}, y no se nombra ninguna ejecución suya. Entrene primero ese grafo y luego nombre su ejecución.',
    lacksWeights: 'La ejecución {run} no tiene pesos de {node} que encajen: {tensor} es {found} allí y {wanted} aquí.',
    missingWeights: 'La ejecución {run} no tiene el tensor {tensor}, con el que {node} debe empezar.',
    sourceGone: 'La ejecución {run}, cuyos pesos se deben tomar, ya no está, o no tiene ese punto de control.',
    otherWeights:
      'Los pesos de la ejecución {run} no son aquellos con los que {node} debía empezar: siguió entrenándose desde entonces. Elija sus pesos de nuevo.',
    noCheckpoint: 'La ejecución {run} todavía no tiene ningún punto de control.',
    unknownSize: 'Cuántas imágenes tiene {dataset} se sabe al leerlas: el tiempo no se puede decir antes.',
    noImage: 'No hay ninguna imagen {place}: la ejecución se validó con {count}.',
    noNode: 'El grafo de la ejecución no tiene la capa {node}.',
    otherImage: 'Se dio una imagen de {found} valores, y el modelo toma {size}.',
    leftAlone:
      'El proceso de Patchbay terminó sin decir nada. La ejecución se detuvo en un punto de control, y puede seguir desde ahí.',
    inUse: '{text}',
    lockLost:
      'Otro proceso tomó la ejecución, después de que este estuvo quieto demasiado tiempo. Sigue allí; aquí ya no se escribe nada.',
    otherEngine:
      'La ejecución empezó con {before}, y esto es {now}: no terminaría en los mismos bytes. Siga con --engine {backend}, o empiece una nueva.',
    diskFull:
      'El disco está lleno. Se conserva todo hasta el último punto de control: haga espacio y luego siga con la ejecución.',
    noPermission: 'Patchbay no puede escribir en la carpeta de la ejecución ({reason}).',
    readOnly: 'El disco en el que se guarda la ejecución solo se puede leer.',
    other: '{message}',
  },
};

/** What the system's own errors are called, by its codes. */
const SYSTEM: ReadonlyMap<unknown, string> = new Map([
  ['ENOSPC', 'diskFull'],
  ['EDQUOT', 'diskFull'],
  ['EACCES', 'noPermission'],
  ['EPERM', 'noPermission'],
  ['EROFS', 'readOnly'],
]);

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
  const system = error instanceof Error && 'code' in error ? SYSTEM.get(error.code) : undefined;
  if (system) return new RunError(system, { reason: message }).text;
  return { en: message, es: message };
}

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'en' in value && 'es' in value;
}
