import { defineMessages } from '../../../shared/i18n/i18n';
import { SETTING_WORDS } from '../../../shared/training/messages';

const OWN = defineMessages({
  en: {
    'dataset.help': 'The training images.',
    idx: 'IDX files of your own',
    'idx.terminal':
      'Start it from the terminal for now: patchbay train FILE --data FOLDER. The run appears here, and can be resumed here.',
    'pixelScale.help': 'The interval that pixels are scaled to.',
    'task.help': 'Reconstruct the input, or predict its class.',
    'loss.help': 'The function that training minimizes.',
    'optimizer.help': 'The algorithm that updates the weights.',
    'clipping.help': 'Limits the gradients of a step: their norm all together, or each value.',
    'clipping.at': 'limit',
    'clipping.at.help': 'The largest norm, or the largest value.',
    'schedule.help': 'The change of the learning rate during training.',
    'schedule.curve': 'The learning rate begins at {first}, is {most} at most, and ends at {last}.',
    'learningRate.help': 'The step size of each weight update.',
    'batchSize.help': 'Images per step.',
    'epochs.help': 'Passes over all training images.',
    'validation.help': 'The images that measure the loss after each epoch. They are not used for training.',
    'validation.part': 'part of the training images',
    'validation.size': 'fraction',
    'validation.size.help': 'The fraction of the training images that is held out for validation.',
    'earlyStopping.help': 'Stops training when the validation loss no longer falls.',
    patience: 'patience',
    'patience.help': 'Epochs without improvement before training stops.',
    minDelta: 'minimum improvement',
    'minDelta.help': 'The smallest decrease of the validation loss that counts as an improvement.',
    'seed.help': 'The seed of all random numbers: the same seed gives the same run.',
  },
  es: {
    'dataset.help': 'Las imágenes de entrenamiento.',
    idx: 'Archivos IDX propios',
    'idx.terminal':
      'Por ahora se inicia desde la terminal: patchbay train ARCHIVO --data CARPETA. La ejecución aparece aquí, y se puede reanudar aquí.',
    'pixelScale.help': 'El intervalo al que se llevan los píxeles.',
    'task.help': 'Reconstruir la entrada, o predecir su clase.',
    'loss.help': 'La función que el entrenamiento minimiza.',
    'optimizer.help': 'El algoritmo que actualiza los pesos.',
    'clipping.help': 'Limita los gradientes de un paso: su norma en conjunto, o cada valor.',
    'clipping.at': 'límite',
    'clipping.at.help': 'La mayor norma, o el mayor valor.',
    'schedule.help': 'El cambio de la tasa de aprendizaje durante el entrenamiento.',
    'schedule.curve': 'La tasa de aprendizaje empieza en {first}, es como máximo {most} y termina en {last}.',
    'learningRate.help': 'El tamaño de paso de cada actualización de los pesos.',
    'batchSize.help': 'Imágenes por paso.',
    'epochs.help': 'Pasadas por todas las imágenes de entrenamiento.',
    'validation.help': 'Las imágenes que miden la pérdida después de cada época. No se usan para entrenar.',
    'validation.part': 'parte de las imágenes de entrenamiento',
    'validation.size': 'fracción',
    'validation.size.help': 'La fracción de las imágenes de entrenamiento que se reserva para validar.',
    'earlyStopping.help': 'Detiene el entrenamiento cuando la pérdida de validación deja de bajar.',
    patience: 'paciencia',
    'patience.help': 'Épocas sin mejora antes de detener el entrenamiento.',
    minDelta: 'mejora mínima',
    'minDelta.help': 'La menor bajada de la pérdida de validación que cuenta como mejora.',
    'seed.help': 'La semilla de todos los números aleatorios: la misma semilla da la misma ejecución.',
  },
});

/** Messages of the training configuration. */
export const MESSAGES = defineMessages({ en: { ...SETTING_WORDS.en, ...OWN.en }, es: { ...SETTING_WORDS.es, ...OWN.es } });
