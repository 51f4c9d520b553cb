import { type CodeOf, defineMessages, type LocalizedText, localize, type Values } from '../../shared/i18n/i18n';

export const RUN_MESSAGES = defineMessages({
  en: {
    notAGraph: 'The document has no graph {graph}.',
    hasErrors: 'The graph cannot be trained: {problems}',
    mend: 'To fix it: {fixes}.',
    noWeights:
      '{nodes} start from the weights of the graph {graph}, and no run of it is given. Train that graph first, then choose its run.',
    lacksWeights:
      'The weights of the run {run} do not fit {node}: {tensor} is {found} there, and {wanted} here. Choose another run.',
    missingWeights: 'The run {run} has no tensor {tensor}, from which {node} starts. Choose another run.',
    sourceGone: 'The run {run}, the source of the weights, was removed, or has no such checkpoint. Choose another run.',
    otherWeights:
      'The weights of the run {run} have changed since they were chosen for {node}: it was trained further. Choose its weights again.',
    noCheckpoint: 'The run {run} has no checkpoint yet.',
    unknownSize: 'The number of images of {dataset} is unknown until they are read, so the time cannot be estimated.',
    noImage: 'There is no image {place}: the run was validated with {count}.',
    noNode: 'The graph of the run has no layer {node}.',
    otherImage: 'The image has {found} values, and the model takes {size}.',
    leftAlone: 'Patchbay’s process exited unexpectedly. The run stopped at a checkpoint. Resume it from there.',
    inUse: '{text}',
    lockLost:
      'Another process took the run over, because this one was suspended for too long. It continues there; nothing more is written here.',
    otherEngine:
      'The run began with {before}, and this is {now}: the results would differ. Resume it with --engine {backend} on that version, or begin a new run.',
    diskFull: 'The disk is full. Everything up to the last checkpoint is kept. Make room, then resume the run.',
    noPermission: 'Patchbay has no permission to write into the folder of the run ({reason}). Change its permissions.',
    readOnly: 'The disk of the run is read-only. Copy the run to another disk, and resume it there.',
    gone: 'A file or folder of the run is missing ({reason}). Restore it, then resume the run.',
    system: 'A file of the run could not be read or written ({reason}). Check the disk, then resume the run.',
    notEmpty: '{folder} is not empty, and a run needs an empty folder. Choose another one, or one that does not exist yet.',
    notARun: '{folder} is not the folder of a run: it has no run.json. Choose another folder: `patchbay runs` lists yours.',
    badRun: '{file} cannot be read as the record of a run. {issue} Restore a backup of it, or begin a new run.',
    'badRun.json': 'It is not JSON.',
    badCheckpoint: '{file} is damaged and cannot be read as a checkpoint ({reason}). Restore a backup of it, or begin a new run.',
    shortMetrics:
      '{file} ends before the checkpoint of the run: a part of it was removed. Restore a backup of it, or begin a new run.',
    otherShape:
      'The tensor {tensor} of the checkpoint is {found}, and the model needs {wanted}: they belong to different graphs.',
    otherData: 'The images have changed since the run began: {changes}. Restore the earlier ones, or begin a new run.',
    'otherData.size': 'they were {before} and are {now}',
    'otherData.train': 'there were {before} training images and are {now}',
    'otherData.validation': 'there were {before} validation images and are {now}',
    'otherData.content': 'their pixels or labels changed',
    tooLarge:
      'Training takes about {needed} GB of memory, and {there} GB are available. Choose a smaller batch size, a graph with fewer parameters, or close other programs.',
    labelRange:
      'An image has the label {label}, and the output of the model has {outputs} values, for the labels 0 to {last}. Add units to the output layer, or correct the labels.',
    nothingToTrain: 'There is nothing to train: no layer has trainable weights. Add one, or unfreeze one.',
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
    unexpected: 'An unexpected error. Try again; if it fails again, report it with this message: {detail}',
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
  },
  es: {
    notAGraph: 'El documento no tiene el grafo {graph}.',
    hasErrors: 'El grafo no se puede entrenar: {problems}',
    mend: 'Para arreglarlo: {fixes}.',
    noWeights:
      '{nodes} empiezan con los pesos del grafo {graph}, y no se indica ninguna ejecución suya. Entrene primero ese grafo y luego elija su ejecución.',
    lacksWeights:
      'Los pesos de la ejecución {run} no encajan en {node}: {tensor} es {found} allí y {wanted} aquí. Elija otra ejecución.',
    missingWeights: 'La ejecución {run} no tiene el tensor {tensor}, con el que empieza {node}. Elija otra ejecución.',
    sourceGone:
      'La ejecución {run}, de la que vienen los pesos, ya no está, o no tiene ese punto de control. Elija otra ejecución.',
    otherWeights:
      'Los pesos de la ejecución {run} cambiaron desde que se eligieron para {node}: siguió entrenándose. Elija sus pesos de nuevo.',
    noCheckpoint: 'La ejecución {run} todavía no tiene ningún punto de control.',
    unknownSize: 'El número de imágenes de {dataset} no se conoce hasta leerlas, así que no se puede estimar el tiempo.',
    noImage: 'No hay ninguna imagen {place}: la ejecución se validó con {count}.',
    noNode: 'El grafo de la ejecución no tiene la capa {node}.',
    otherImage: 'La imagen tiene {found} valores, y el modelo toma {size}.',
    leftAlone:
      'El proceso de Patchbay terminó de forma inesperada. La ejecución se detuvo en un punto de control. Reanúdela desde ahí.',
    inUse: '{text}',
    lockLost:
      'Otro proceso tomó la ejecución, porque este estuvo suspendido demasiado tiempo. Continúa allí; aquí ya no se escribe nada.',
    otherEngine:
      'La ejecución empezó con {before}, y esto es {now}: los resultados serían distintos. Reanúdela con --engine {backend} en esa versión, o empiece una nueva.',
    diskFull:
      'El disco está lleno. Se conserva todo hasta el último punto de control. Libere espacio y luego reanude la ejecución.',
    noPermission: 'Patchbay no tiene permiso para escribir en la carpeta de la ejecución ({reason}). Cambie sus permisos.',
    readOnly: 'El disco de la ejecución es de solo lectura. Copie la ejecución a otro disco y reanúdela allí.',
    gone: 'Falta un archivo o una carpeta de la ejecución ({reason}). Recupérelo y luego reanude la ejecución.',
    system: 'No se pudo leer o escribir un archivo de la ejecución ({reason}). Revise el disco y luego reanude la ejecución.',
    notEmpty: '{folder} no está vacía, y una ejecución necesita una carpeta vacía. Elija otra, o una que todavía no exista.',
    notARun: '{folder} no es la carpeta de una ejecución: no tiene run.json. Elija otra: `patchbay runs` enumera las suyas.',
    badRun:
      'No se puede leer {file} como registro de una ejecución. {issue} Restaure una copia de respaldo, o empiece una nueva ejecución.',
    'badRun.json': 'No es JSON.',
    badCheckpoint:
      '{file} está dañado y no se puede leer como punto de control ({reason}). Restaure una copia de respaldo, o empiece una nueva ejecución.',
    shortMetrics:
      '{file} termina antes del punto de control de la ejecución: se quitó una parte. Restaure una copia de respaldo, o empiece una nueva ejecución.',
    otherShape: 'El tensor {tensor} del punto de control es {found}, y el modelo necesita {wanted}: son de grafos distintos.',
    otherData: 'Las imágenes cambiaron desde que empezó la ejecución: {changes}. Recupere las anteriores, o empiece una nueva.',
    'otherData.size': 'eran de {before} y son de {now}',
    'otherData.train': 'había {before} imágenes de entrenamiento y hay {now}',
    'otherData.validation': 'había {before} imágenes de validación y hay {now}',
    'otherData.content': 'cambiaron sus píxeles o sus etiquetas',
    tooLarge:
      'Entrenar ocupa unos {needed} GB de memoria, y hay {there} GB disponibles. Elija un tamaño de lote menor o un grafo con menos parámetros, o cierre otros programas.',
    labelRange:
      'Una imagen tiene la etiqueta {label}, y la salida del modelo tiene {outputs} valores, para las etiquetas 0 a {last}. Agregue unidades a la capa de salida, o corrija las etiquetas.',
    nothingToTrain: 'No hay nada que entrenar: ninguna capa tiene pesos entrenables. Agregue una, o descongele una.',
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
    unexpected: 'Un error inesperado. Intente de nuevo; si vuelve a fallar, repórtelo con este mensaje: {detail}',
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
  },
});

export type RunCode = CodeOf<typeof RUN_MESSAGES>;

/** A message about runs in every language. */
export const runText = (code: RunCode, values: Values = {}): LocalizedText => localize(RUN_MESSAGES, code, values);
