import type { LocalizedText, Messages, Values } from '../../shared/i18n/i18n';
import { localized } from '../../shared/i18n/message-error';

const EN = {
  notAGraph: 'The document has no graph {graph}.',
  hasErrors: 'The graph cannot be trained as it is: {problems}',
  mend: 'To mend it: {fixes}.',
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
  gone: 'A file or folder that the run needs is not there any more ({reason}). Put it back, then go on with the run.',
  system: 'The system refused a file of the run ({reason}). Check the disk that it is on, then go on with the run.',
  notEmpty: '{folder} is not empty, and a run needs a folder of its own. Name another one, or one that does not exist yet.',
  notARun: '{folder} is not the folder of a run: it has no run.json. Choose another folder: runs lists yours.',
  badRun: '{file} cannot be read as the record of a run. {issue} Bring back a copy of it, or begin a new run.',
  'badRun.json': 'It is not JSON.',
  badCheckpoint: '{file} is damaged and cannot be read as a checkpoint ({reason}). Bring back a copy of it, or begin a new run.',
  otherShape: 'The tensor {tensor} of the checkpoint is {found}, and the model needs {wanted}: they belong to different graphs.',
  otherData: 'The images are not those that the run was begun with: {changes}. Put the earlier ones back, or begin a new run.',
  'otherData.size': 'they were {before} and are {now}',
  'otherData.train': 'there were {before} to train on and are {now}',
  'otherData.validation': 'there were {before} to validate with and are {now}',
  'otherData.content': 'their pixels or labels changed',
  labelRange:
    'An image has the label {label}, and the output of the model has {outputs} values, for the labels 0 to {last}. Give the output layer more units, or correct the labels.',
  nothingToTrain: 'There is nothing to train: no layer has weights that are not frozen. Add one, or unfreeze one.',
  diverged:
    'At step {step}, in epoch {epoch}, the loss became {value} (training diverged). Lower the learning rate: it is {rate}, try {lower}.',
  'diverged.validation':
    'After epoch {epoch}, the validation loss became {value} (training diverged). Lower the learning rate: it is {rate}, try {lower}.',
  'diverged.weights':
    'After step {step}, in epoch {epoch}, weights of {node} are NaN or infinite (training diverged). Lower the learning rate: it is {rate}, try {lower}.',
  'diverged.before':
    'With these weights the model gives NaN or infinite values: its training diverged. Train again with a lower learning rate.',
  infinite: 'infinite',
  library: '{doing} failed{at}. {advice} The library says: {detail}',
  unexpected:
    'Something failed that Patchbay did not expect. Try again; if it fails again, report it with this message: {detail}',
  'doing.build': 'Building the model',
  'doing.prepare': 'Computing the frozen layers',
  'doing.step': 'Training step {step}',
  'doing.evaluate': 'Computing the loss of some images',
  'doing.predict': 'Computing the output for some images',
  'doing.state': 'Reading the weights of the model',
  'doing.restore': 'Loading weights into the model',
  'at.layer': ' at the layer {layer}',
  'at.images': ' at the images',
  'at.loss': ' at the loss',
  'at.optimizer': ' at the optimizer',
  'advice.memory': 'Memory ran out: use a smaller batch, or fewer filters and units.',
  'advice.other':
    'Try the other engine (native or wasm); if that fails as well, report it with this message and the run’s file run.json.',
  'model.failed':
    'The model for tfjs (model/model.json) could not be written; the weights are kept in the checkpoints. The library says: {detail}',
};

export type RunCode = keyof typeof EN;

const ES: Readonly<Record<RunCode, string>> = {
  notAGraph: 'El documento no tiene el grafo {graph}.',
  hasErrors: 'El grafo no se puede entrenar como está: {problems}',
  mend: 'Para arreglarlo: {fixes}.',
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
  diskFull: 'El disco está lleno. Se conserva todo hasta el último punto de control: haga espacio y luego siga con la ejecución.',
  noPermission: 'Patchbay no puede escribir en la carpeta de la ejecución ({reason}).',
  readOnly: 'El disco en el que se guarda la ejecución solo se puede leer.',
  gone: 'Un archivo o una carpeta que la ejecución necesita ya no está ({reason}). Vuelva a ponerlo, y luego siga con la ejecución.',
  system: 'El sistema rechazó un archivo de la ejecución ({reason}). Revise el disco en que está, y luego siga con la ejecución.',
  notEmpty: '{folder} no está vacía, y una ejecución necesita una carpeta propia. Indique otra, o una que todavía no exista.',
  notARun: '{folder} no es la carpeta de una ejecución: no tiene run.json. Elija otra: runs enumera las suyas.',
  badRun: 'No se puede leer {file} como registro de una ejecución. {issue} Recupere una copia, o empiece una nueva ejecución.',
  'badRun.json': 'No es JSON.',
  badCheckpoint:
    '{file} está dañado y no se puede leer como punto de control ({reason}). Recupere una copia, o empiece una nueva ejecución.',
  otherShape: 'El tensor {tensor} del punto de control es {found}, y el modelo necesita {wanted}: son de grafos distintos.',
  otherData:
    'Las imágenes no son aquellas con las que empezó la ejecución: {changes}. Vuelva a poner las anteriores, o empiece una nueva.',
  'otherData.size': 'eran de {before} y son de {now}',
  'otherData.train': 'había {before} para entrenar y hay {now}',
  'otherData.validation': 'había {before} para validar y hay {now}',
  'otherData.content': 'cambiaron sus píxeles o sus etiquetas',
  labelRange:
    'Una imagen tiene la etiqueta {label}, y la salida del modelo tiene {outputs} valores, para las etiquetas 0 a {last}. Dé más unidades a la capa de salida, o corrija las etiquetas.',
  nothingToTrain: 'No hay nada que entrenar: ninguna capa tiene pesos sin congelar. Agregue una, o descongele una.',
  diverged:
    'En el paso {step}, en la época {epoch}, la pérdida llegó a ser {value} (el entrenamiento divergió). Baje la tasa de aprendizaje: es {rate}, pruebe con {lower}.',
  'diverged.validation':
    'Después de la época {epoch}, la pérdida de validación llegó a ser {value} (el entrenamiento divergió). Baje la tasa de aprendizaje: es {rate}, pruebe con {lower}.',
  'diverged.weights':
    'Después del paso {step}, en la época {epoch}, hay pesos de {node} que son NaN o infinitos (el entrenamiento divergió). Baje la tasa de aprendizaje: es {rate}, pruebe con {lower}.',
  'diverged.before':
    'Con estos pesos el modelo da valores NaN o infinitos: su entrenamiento divergió. Entrene de nuevo con una tasa de aprendizaje más baja.',
  infinite: 'infinita',
  library: '{doing} falló{at}. {advice} La biblioteca dice: {detail}',
  unexpected: 'Falló algo que Patchbay no esperaba. Intente de nuevo; si vuelve a fallar, repórtelo con este mensaje: {detail}',
  'doing.build': 'La construcción del modelo',
  'doing.prepare': 'El cálculo de las capas congeladas',
  'doing.step': 'El paso de entrenamiento {step}',
  'doing.evaluate': 'El cálculo de la pérdida de algunas imágenes',
  'doing.predict': 'El cálculo de la salida para algunas imágenes',
  'doing.state': 'La lectura de los pesos del modelo',
  'doing.restore': 'La carga de pesos en el modelo',
  'at.layer': ' en la capa {layer}',
  'at.images': ' en las imágenes',
  'at.loss': ' en la pérdida',
  'at.optimizer': ' en el optimizador',
  'advice.memory': 'Se agotó la memoria: use un lote más pequeño, o menos filtros y unidades.',
  'advice.other':
    'Pruebe con el otro motor (native o wasm); si también falla, repórtelo con este mensaje y el archivo run.json de la ejecución.',
  'model.failed':
    'No se pudo escribir el modelo para tfjs (model/model.json); los pesos quedan en los puntos de control. La biblioteca dice: {detail}',
};

export const RUN_MESSAGES: Messages<RunCode> = { en: EN, es: ES };

/** A message about runs in every language. */
export const runText = (code: RunCode, values: Values = {}): LocalizedText => localized(RUN_MESSAGES, code, values);
