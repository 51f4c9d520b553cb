import { defineMessages } from '../../../shared/i18n/i18n';
import { SETTING_WORDS } from '../../../shared/training/messages';

const OWN = defineMessages({
  en: {
    'dataset.help': 'The images that it is trained on.',
    idx: 'IDX files of your own',
    'idx.terminal':
      'Begun from the terminal for now: patchbay train FILE --data FOLDER. The run is seen here, and goes on from here.',
    'pixelScale.help': 'The interval that pixels are scaled to.',
    'task.help': 'What it learns: its input again, or the class of its input.',
    'loss.help': 'What training makes small.',
    'optimizer.help': 'How the weights are moved.',
    'schedule.help': 'How the learning rate changes during training.',
    'learningRate.help': 'How far the weights are moved at a time.',
    'batchSize.help': 'Images a step.',
    'epochs.help': 'How often all images are gone through.',
    'validation.help': 'Which images it is tested with after every epoch, and is not trained on.',
    'validation.part': 'part of the training images',
    'validation.size': 'part',
    'validation.size.help': 'The part of the training images that is kept for validation.',
    'earlyStopping.help': 'Ends the training when the validation loss falls no further.',
    patience: 'patience',
    'patience.help': 'How many epochs without a lower validation loss it waits.',
    minDelta: 'least gain',
    'minDelta.help': 'By how much the validation loss must fall to count as lower.',
    reset: 'Back to the usual {label}',
    'seed.help': 'What everything random follows from: the same seed gives the same run.',
  },
  es: {
    'dataset.help': 'Las imágenes con las que se entrena.',
    idx: 'Archivos IDX propios',
    'idx.terminal':
      'Por ahora se empieza desde la terminal: patchbay train ARCHIVO --data CARPETA. La ejecución se ve aquí, y sigue desde aquí.',
    'pixelScale.help': 'El intervalo al que se llevan los píxeles.',
    'task.help': 'Qué aprende: de nuevo su entrada, o la clase de su entrada.',
    'loss.help': 'Lo que el entrenamiento reduce.',
    'optimizer.help': 'Cómo se mueven los pesos.',
    'schedule.help': 'Cómo cambia la tasa de aprendizaje durante el entrenamiento.',
    'learningRate.help': 'Cuánto se mueven los pesos cada vez.',
    'batchSize.help': 'Imágenes por paso.',
    'epochs.help': 'Cuántas veces se recorren todas las imágenes.',
    'validation.help': 'Con qué imágenes se prueba tras cada época; con ellas no se entrena.',
    'validation.part': 'parte de las imágenes de entrenamiento',
    'validation.size': 'parte',
    'validation.size.help': 'La parte de las imágenes de entrenamiento que se reserva para validar.',
    'earlyStopping.help': 'Termina el entrenamiento cuando la pérdida de validación deja de bajar.',
    patience: 'paciencia',
    'patience.help': 'Cuántas épocas espera sin una pérdida de validación menor.',
    minDelta: 'mejora mínima',
    'minDelta.help': 'Cuánto debe bajar la pérdida de validación para contar como menor.',
    reset: 'Volver a {label} habitual',
    'seed.help': 'De lo que sigue todo lo aleatorio: la misma semilla da la misma ejecución.',
  },
});

/** The words of the training configuration. */
export const MESSAGES = defineMessages({ en: { ...SETTING_WORDS.en, ...OWN.en }, es: { ...SETTING_WORDS.es, ...OWN.es } });
