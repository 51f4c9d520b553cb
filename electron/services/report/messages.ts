import { type CodeOf, defineMessages, type Lang, translate, type Values } from '../../../shared/i18n/i18n';

/** The texts of a report. */
const MESSAGES = defineMessages({
  en: {
    title: 'Report',
    'title.study': 'The paper’s study, trained again',
    lead: 'Trained with Patchbay on {data}, {train} training and {validation} validation images, with {library}. Written {date}.',
    'lead.none': 'Written {date}. None of these runs has been validated yet.',
    notComparable:
      'These runs were not all trained on the same data, or not with the same pixel scale: {what}. Their losses cannot be compared.',
    generated: 'The images are generated garments, not {data}: losses and accuracies cannot be compared with the paper’s.',
    fewer: 'Only {train} training images were used, and the paper used {all}: the figures are worse than with all images.',
    agreement: 'Agreement with the paper',
    'agreement.intro':
      'The paper trained each model for {paper} epochs, these runs had {ours}. It prints losses as percentages, and so does this report: 8.58 % is 0.0858. Each finding is marked as agreeing with the paper or not.',
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
    repeat: 'How to repeat these runs',
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
    predicted: 'predicted as',
    free: 'Encoder',
    'free.all': 'all trained',
    'free.none': 'frozen',
    'free.some': 'trained: {nodes}',
    'caption.table3':
      'Losses after the last epoch, in percent. Each model adds one change to the one above it. The train loss is the mean over the epoch, with Dropout active; validation is on the test images.',
    'caption.table45':
      'After the last epoch. All three use the encoder of the optimized autoencoder, and fine-tune it. Validation is on the test images.',
    'caption.retraining':
      'The FC(10) classifier on the trained encoder, with different layers of the encoder frozen. The paper mentions this experiment without figures. Frozen layers keep their weights byte for byte.',
    'caption.figure6': 'Loss after each epoch, train dashed and validation solid.',
    'caption.figure7': 'The same validation images, and their reconstructions by each autoencoder after its last epoch.',
    'caption.figure8': 'A: loss, B: accuracy, after each epoch; train dashed and validation solid.',
    'caption.figure9': 'Percentage of each true class (rows) predicted as each class (columns), {name}, after epoch {epoch}.',
    'caption.runs': 'Figures after the last epoch of each run.',
    'caption.curves': 'After each epoch, train dashed and validation solid.',
    'caption.configuration': 'Pixels are scaled to {scale}. The time includes training and validation.',
    untrained: 'not trained',
    'v.order': 'By validation loss, the order of the autoencoders is {ours}. The paper’s order is {paper}.',
    'v.step': '{to} ({change}) {verb} the validation loss of {from}: {a} to {b}; in the paper {pa} to {pb}.',
    lowers: 'lowers',
    raises: 'raises',
    'v.level': '{name}: validation loss {ours} after {epochs} epochs; the paper prints {paper} after {all}.',
    'v.accuracy': '{name}: validation accuracy {ours} after {epochs} epochs; the paper prints {paper} after {all}.',
    'v.sgd':
      'SGD overfits least: the gap between train and validation accuracy is {sgd} points with SGD and {adam} with Adam; in the paper, {psgd} and {padam}.',
    'v.sgd.not':
      'SGD does not overfit least here: the gap between train and validation accuracy is {sgd} points with SGD and {adam} with Adam; in the paper, {psgd} and {padam}.',
    'v.wider':
      'The wider FC {verb} validation accuracy: {a} to {b}. The paper’s text says that more neurons raised it; its Table 4 says {pa} to {pb}.',
    'v.frozen':
      'With a frozen encoder the classifier reaches {frozen}, with its second convolution trained {some}, with the whole encoder trained {all}.',
    'v.retraining': 'The more of the encoder is trained, the better the classifier.',
    'v.retraining.not': 'Training more of the encoder does not improve the classifier here.',
    'v.code':
      'The code of the optimized net has 5×5×96 = 2,400 values for an image of 784, so it does not compress, neither in the paper nor here.',
    footer: 'Losses are means over all values of a batch, accuracies over all images. Made with Patchbay.',
    minutes: '{n} min',
    seconds: '{n} s',
  },
  es: {
    title: 'Informe',
    'title.study': 'El estudio del artículo, entrenado de nuevo',
    lead: 'Entrenado con Patchbay con {data}, {train} imágenes de entrenamiento y {validation} de validación, con {library}. Escrito el {date}.',
    'lead.none': 'Escrito el {date}. Ninguna de estas ejecuciones se ha validado todavía.',
    notComparable:
      'No todas estas ejecuciones se entrenaron con los mismos datos, o con la misma escala de píxeles: {what}. Sus pérdidas no se pueden comparar.',
    generated:
      'Las imágenes son prendas generadas, no {data}: pérdidas y exactitudes no se pueden comparar con las del artículo.',
    fewer:
      'Solo se usaron {train} imágenes de entrenamiento, y el artículo usa {all}: las cifras son peores que con todas las imágenes.',
    agreement: 'Coincidencia con el artículo',
    'agreement.intro':
      'El artículo entrenó cada modelo {paper} épocas; estas ejecuciones, {ours}. El artículo imprime las pérdidas como porcentajes, y este informe también: 8.58 % es 0.0858. Cada resultado está marcado según coincida o no con el artículo.',
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
    repeat: 'Cómo repetir estas ejecuciones',
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
    predicted: 'predicha como',
    free: 'Codificador',
    'free.all': 'todo entrenado',
    'free.none': 'congelado',
    'free.some': 'entrenadas: {nodes}',
    'caption.table3':
      'Pérdidas tras la última época, en porcentaje. Cada modelo añade un cambio al que está encima. La pérdida de entrenamiento es la media de la época, con Dropout activo; la validación es con las imágenes de prueba.',
    'caption.table45':
      'Tras la última época. Los tres usan el codificador del autoencoder optimizado, y lo ajustan (fine-tuning). La validación es con las imágenes de prueba.',
    'caption.retraining':
      'El clasificador FC(10) sobre el codificador entrenado, con distintas capas del codificador congeladas. El artículo menciona este experimento sin cifras. Las capas congeladas conservan sus pesos byte por byte.',
    'caption.figure6': 'Pérdida tras cada época, entrenamiento en línea discontinua y validación en línea continua.',
    'caption.figure7': 'Las mismas imágenes de validación, y sus reconstrucciones por cada autoencoder tras su última época.',
    'caption.figure8':
      'A: pérdida, B: exactitud, tras cada época; entrenamiento en línea discontinua y validación en línea continua.',
    'caption.figure9':
      'Porcentaje de cada clase real (filas) predicho como cada clase (columnas), {name}, tras la época {epoch}.',
    'caption.runs': 'Cifras tras la última época de cada ejecución.',
    'caption.curves': 'Tras cada época, entrenamiento en línea discontinua y validación en línea continua.',
    'caption.configuration': 'Los píxeles se escalan a {scale}. El tiempo incluye entrenamiento y validación.',
    untrained: 'sin entrenar',
    'v.order': 'Por pérdida de validación, el orden de los autoencoders es {ours}. El orden del artículo es {paper}.',
    'v.step': '{to} ({change}) {verb} la pérdida de validación de {from}: de {a} a {b}; en el artículo, de {pa} a {pb}.',
    lowers: 'baja',
    raises: 'sube',
    'v.level': '{name}: pérdida de validación {ours} tras {epochs} épocas; el artículo imprime {paper} tras {all}.',
    'v.accuracy': '{name}: exactitud de validación {ours} tras {epochs} épocas; el artículo imprime {paper} tras {all}.',
    'v.sgd':
      'SGD es el que menos sobreajusta: la diferencia entre exactitud de entrenamiento y de validación es de {sgd} puntos con SGD y {adam} con Adam; en el artículo, {psgd} y {padam}.',
    'v.sgd.not':
      'Aquí SGD no es el que menos sobreajusta: la diferencia entre exactitud de entrenamiento y de validación es de {sgd} puntos con SGD y {adam} con Adam; en el artículo, {psgd} y {padam}.',
    'v.wider':
      'La FC más ancha {verb} la exactitud de validación: de {a} a {b}. El texto del artículo dice que más neuronas la subieron; su Tabla 4 dice de {pa} a {pb}.',
    'v.frozen':
      'Con el codificador congelado el clasificador llega a {frozen}, con su segunda convolución entrenada a {some}, con todo el codificador entrenado a {all}.',
    'v.retraining': 'Cuanto más del codificador se entrena, mejor es el clasificador.',
    'v.retraining.not': 'Entrenar más del codificador no mejora el clasificador aquí.',
    'v.code':
      'El código de la red optimizada tiene 5×5×96 = 2 400 valores para una imagen de 784, así que no comprime, ni en el artículo ni aquí.',
    footer:
      'Las pérdidas son medias sobre todos los valores de un lote; las exactitudes, sobre todas las imágenes. Hecho con Patchbay.',
    minutes: '{n} min',
    seconds: '{n} s',
  },
});

export type ReportCode = CodeOf<typeof MESSAGES>;

/** The text of a code in a report's language. */
export type Say = (code: ReportCode, values?: Values) => string;

export const sayIn =
  (lang: Lang): Say =>
  (code, values = {}) =>
    translate(MESSAGES, code, values, lang);

/** The change of each of the paper's models from the one above it in its table. */
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
