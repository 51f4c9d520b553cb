import { type Lang, type Messages, lookUp as sayOf, type Values } from '../../../shared/i18n/i18n';

/** What a report says. */
const WORDS: Messages = {
  en: {
    title: 'Report',
    'title.study': 'The paper’s study, trained again',
    lead: 'Trained with Patchbay on {data}, {train} images to train on and {validation} to validate with, by {library}. Written {date}.',
    'lead.none': 'Written {date}. None of these runs has been validated yet.',
    notComparable:
      'These runs did not all learn from the same data, or not on the same pixel scale: {what}. Their losses must not be ranked against one another.',
    generated: 'The images are generated garments, not Fashion-MNIST: losses and accuracies cannot be compared with the paper’s.',
    fewer: 'Only {train} training images were used, where the paper has 60,000: figures are worse than they could be.',
    agreement: 'What agrees with the paper, and what does not',
    'agreement.intro':
      'The paper trained each model for {paper} epochs, these runs had {ours}. Its losses are printed as percentages and read here as such: 8.58 % is 0.0858. Beside each finding stands whether it is the paper’s too.',
    tables3: 'Table 3 · Autoencoders',
    tables45: 'Tables 4 and 5 · Classifiers',
    retraining: 'Selective re-training',
    figure6: 'Figure 6 · Losses of the autoencoders',
    figure7: 'Figure 7 · Reconstructions',
    figure8: 'Figure 8 · Loss and accuracy of the classifiers',
    figure9: 'Figure 9 · Confusion matrix',
    runs: 'The runs',
    curves: 'Losses',
    accuracies: 'Accuracy',
    reconstructions: 'Reconstructions',
    confusion: 'Confusion matrix',
    configuration: 'Configuration, seeds and times',
    repeat: 'To repeat it',
    'repeat.text': 'The same seeds on the same engine and number of threads give the same curves to the last digit.',
    model: 'Model',
    change: 'Change',
    trainLoss: 'Train loss',
    valLoss: 'Validation loss',
    trainAccuracy: 'Train accuracy',
    valAccuracy: 'Validation accuracy',
    ours: 'ours',
    paper: 'paper',
    epoch: 'epoch',
    epochs: 'Epochs',
    loss: 'loss',
    accuracy: 'accuracy',
    train: 'train',
    validation: 'validation',
    original: 'Original',
    perImage: 'loss {loss}',
    run: 'Run',
    optimizer: 'Optimizer',
    rate: 'Rate',
    batch: 'Batch',
    seed: 'Seed',
    time: 'Time',
    engine: 'Engine',
    parameters: 'Parameters',
    dataset: 'Data',
    trueClass: 'true class',
    predicted: 'taken for',
    free: 'Encoder',
    'free.all': 'all free',
    'free.none': 'frozen',
    'free.some': 'free: {nodes}',
    'caption.table3':
      'Losses after the last epoch, in percent. Each model adds one change to the one above it. The train loss is the mean over the epoch, with Dropout on where there is any; validation is on the test images.',
    'caption.table45':
      'After the last epoch. All three stand on the encoder of the optimized autoencoder and train it along. Validation is on the test images.',
    'caption.retraining':
      'The FC(10) classifier on the trained encoder, with different layers of the encoder held still. The paper names this part and prints no figures of it; frozen layers come out byte for byte as they went in.',
    'caption.figure6': 'Loss after each epoch, train dashed and validation solid.',
    'caption.figure7': 'The same validation images, and what each autoencoder makes of them after its last epoch.',
    'caption.figure8': 'A: loss, B: accuracy, after each epoch; train dashed and validation solid.',
    'caption.figure9': 'Percent of each true class (rows) that is taken for each class (columns), {name}, after epoch {epoch}.',
    'caption.runs': 'Figures after the last epoch of each run.',
    'caption.curves': 'After each epoch, train dashed and validation solid.',
    'caption.configuration': 'Pixels are scaled to {scale}. Time is that of training and validation together.',
    untrained: 'not trained',
    'v.order': 'Ranked by validation loss, the autoencoders come as {ours}. The paper’s order is {paper}.',
    'v.step': '{to} ({change}) {verb} the validation loss of {from}: {a} to {b}; in the paper {pa} to {pb}.',
    lowers: 'lowers',
    raises: 'raises',
    'v.level': '{name}: validation loss {ours} after {epochs} epochs; the paper prints {paper} after {all}.',
    'v.accuracy': '{name}: validation accuracy {ours} after {epochs} epochs; the paper prints {paper} after {all}.',
    'v.sgd':
      'SGD overfits least: between train and validation accuracy lie {sgd} points with SGD and {adam} with Adam; in the paper {psgd} and {padam}.',
    'v.sgd.not':
      'SGD does not overfit least here: between train and validation accuracy lie {sgd} points with SGD and {adam} with Adam; in the paper {psgd} and {padam}.',
    'v.wider':
      'The wider FC {verb} validation accuracy: {a} to {b}. The paper’s text says that more neurons raised it; its Table 4 says {pa} to {pb}.',
    'v.frozen':
      'With the encoder frozen the classifier reaches {frozen}, with its second convolution free {some}, with all of it free {all}.',
    'v.retraining': 'The more of the encoder trains along, the better the classifier.',
    'v.retraining.not': 'Training more of the encoder along does not make the classifier better here.',
    'v.code':
      'The code of the optimized net has 5×5×96 = 2,400 values for an image of 784: it does not compress, in the paper as here.',
    footer: 'Losses are means over all values of a batch, accuracies over all images. Made with Patchbay.',
    minutes: '{n} min',
    seconds: '{n} s',
  },
  es: {
    title: 'Informe',
    'title.study': 'El estudio del artículo, entrenado de nuevo',
    lead: 'Entrenado con Patchbay con {data}, {train} imágenes para entrenar y {validation} para validar, con {library}. Escrito el {date}.',
    'lead.none': 'Escrito el {date}. Ninguna de estas ejecuciones se ha validado todavía.',
    notComparable:
      'Estas ejecuciones no aprendieron todas de los mismos datos, o no con la misma escala de píxeles: {what}. Sus pérdidas no se deben ordenar entre sí.',
    generated:
      'Las imágenes son prendas generadas, no Fashion-MNIST: pérdidas y exactitudes no se pueden comparar con las del artículo.',
    fewer:
      'Solo se usaron {train} imágenes de entrenamiento, y el artículo usa 60 000: las cifras son peores de lo que podrían ser.',
    agreement: 'Qué coincide con el artículo, y qué no',
    'agreement.intro':
      'El artículo entrenó cada modelo {paper} épocas; estas ejecuciones, {ours}. Sus pérdidas están impresas como porcentajes y así se leen aquí: 8.58 % es 0.0858. Junto a cada resultado está si también es el del artículo.',
    tables3: 'Tabla 3 · Autoencoders',
    tables45: 'Tablas 4 y 5 · Clasificadores',
    retraining: 'Reentrenamiento selectivo',
    figure6: 'Figura 6 · Pérdidas de los autoencoders',
    figure7: 'Figura 7 · Reconstrucciones',
    figure8: 'Figura 8 · Pérdida y exactitud de los clasificadores',
    figure9: 'Figura 9 · Matriz de confusión',
    runs: 'Las ejecuciones',
    curves: 'Pérdidas',
    accuracies: 'Exactitud',
    reconstructions: 'Reconstrucciones',
    confusion: 'Matriz de confusión',
    configuration: 'Configuración, semillas y tiempos',
    repeat: 'Para repetirlo',
    'repeat.text': 'Las mismas semillas con el mismo motor y número de hilos dan las mismas curvas hasta la última cifra.',
    model: 'Modelo',
    change: 'Cambio',
    trainLoss: 'Pérdida de entrenamiento',
    valLoss: 'Pérdida de validación',
    trainAccuracy: 'Exactitud de entrenamiento',
    valAccuracy: 'Exactitud de validación',
    ours: 'nuestra',
    paper: 'artículo',
    epoch: 'época',
    epochs: 'Épocas',
    loss: 'pérdida',
    accuracy: 'exactitud',
    train: 'entrenamiento',
    validation: 'validación',
    original: 'Original',
    perImage: 'pérdida {loss}',
    run: 'Ejecución',
    optimizer: 'Optimizador',
    rate: 'Tasa',
    batch: 'Lote',
    seed: 'Semilla',
    time: 'Tiempo',
    engine: 'Motor',
    parameters: 'Parámetros',
    dataset: 'Datos',
    trueClass: 'clase real',
    predicted: 'tomada por',
    free: 'Codificador',
    'free.all': 'todo libre',
    'free.none': 'congelado',
    'free.some': 'libres: {nodes}',
    'caption.table3':
      'Pérdidas tras la última época, en porcentaje. Cada modelo añade un cambio al que está encima. La pérdida de entrenamiento es la media de la época, con Dropout activo donde lo hay; la validación es con las imágenes de prueba.',
    'caption.table45':
      'Tras la última época. Los tres se apoyan en el codificador del autoencoder optimizado y lo entrenan también. La validación es con las imágenes de prueba.',
    'caption.retraining':
      'El clasificador FC(10) sobre el codificador entrenado, con distintas capas del codificador quietas. El artículo nombra esta parte y no imprime cifras; las capas congeladas salen byte por byte como entraron.',
    'caption.figure6': 'Pérdida tras cada época, entrenamiento en línea discontinua y validación en línea continua.',
    'caption.figure7': 'Las mismas imágenes de validación, y lo que hace de ellas cada autoencoder tras su última época.',
    'caption.figure8':
      'A: pérdida, B: exactitud, tras cada época; entrenamiento en línea discontinua y validación en línea continua.',
    'caption.figure9':
      'Porcentaje de cada clase real (filas) que se toma por cada clase (columnas), {name}, tras la época {epoch}.',
    'caption.runs': 'Cifras tras la última época de cada ejecución.',
    'caption.curves': 'Tras cada época, entrenamiento en línea discontinua y validación en línea continua.',
    'caption.configuration': 'Los píxeles se escalan a {scale}. El tiempo es el de entrenamiento y validación juntos.',
    untrained: 'sin entrenar',
    'v.order': 'Ordenados por pérdida de validación, los autoencoders quedan así: {ours}. El orden del artículo es {paper}.',
    'v.step': '{to} ({change}) {verb} la pérdida de validación de {from}: de {a} a {b}; en el artículo, de {pa} a {pb}.',
    lowers: 'baja',
    raises: 'sube',
    'v.level': '{name}: pérdida de validación {ours} tras {epochs} épocas; el artículo imprime {paper} tras {all}.',
    'v.accuracy': '{name}: exactitud de validación {ours} tras {epochs} épocas; el artículo imprime {paper} tras {all}.',
    'v.sgd':
      'SGD es el que menos sobreajusta: entre exactitud de entrenamiento y de validación hay {sgd} puntos con SGD y {adam} con Adam; en el artículo, {psgd} y {padam}.',
    'v.sgd.not':
      'Aquí SGD no es el que menos sobreajusta: entre exactitud de entrenamiento y de validación hay {sgd} puntos con SGD y {adam} con Adam; en el artículo, {psgd} y {padam}.',
    'v.wider':
      'La FC más ancha {verb} la exactitud de validación: de {a} a {b}. El texto del artículo dice que más neuronas la subieron; su Tabla 4 dice de {pa} a {pb}.',
    'v.frozen':
      'Con el codificador congelado el clasificador llega a {frozen}, con su segunda convolución libre a {some}, con todo libre a {all}.',
    'v.retraining': 'Cuanto más del codificador se entrena, mejor es el clasificador.',
    'v.retraining.not': 'Entrenar más del codificador no hace mejor al clasificador aquí.',
    'v.code':
      'El código de la red optimizada tiene 5×5×96 = 2 400 valores para una imagen de 784: no comprime, ni en el artículo ni aquí.',
    footer:
      'Las pérdidas son medias sobre todos los valores de un lote; las exactitudes, sobre todas las imágenes. Hecho con Patchbay.',
    minutes: '{n} min',
    seconds: '{n} s',
  },
};

/** Says something in a report's language. */
export type Say = (code: string, values?: Values) => string;

export const sayIn =
  (lang: Lang): Say =>
  (code, values = {}) =>
    sayOf(WORDS, code, values, lang) ?? code;

/** What was changed in each of the paper's models, beside the one above it in its table. */
export const CHANGES: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  'table2-baseline': { en: 'Table 2', es: 'Tabla 2' },
  'autoencoder-dropout': { en: 'no Dropout', es: 'sin Dropout' },
  'autoencoder-batchnorm': { en: 'BatchNorm before each pooling', es: 'BatchNorm antes de cada pooling' },
  'autoencoder-maxavg': { en: 'the second pooling an average', es: 'el segundo pooling, un promedio' },
  'autoencoder-optimized': { en: '64 and 96 kernels', es: '64 y 96 filtros' },
  'classifier-baseline': { en: 'encoder and FC(10)', es: 'codificador y FC(10)' },
  'classifier-fc-adam': { en: 'a wider FC before it', es: 'una FC más ancha antes' },
  'classifier-fc-sgd': { en: 'the same net, by SGD', es: 'la misma red, con SGD' },
};
