import { defineMessages } from '../../../shared/i18n/i18n';

/** Messages on a run while it trains, and at its end. */
export const MESSAGES = defineMessages({
  en: {
    engine: 'Engine  {library}, {threads}. {reason}',
    faster: 'Faster  {how}',
    data: 'Data    {source} · {train} training images, {validation} validation images.',
    folder: 'Run     {folder}',
    epoch: 'epoch {epoch}/{epochs}',
    loss: 'loss {train} · validation {validation}',
    accuracy: 'accuracy {train} · validation {validation}',
    speed: '{seconds} s · {speed} images/s',
    live: 'epoch {epoch}/{epochs}  {percent} %  loss {loss}  {speed} images/s  {left} left',
    'live.accuracy': 'epoch {epoch}/{epochs}  {percent} %  loss {loss}  accuracy {accuracy}  {speed} images/s  {left} left',
    stopping: 'Stopping at a checkpoint. Press Ctrl-C again to end immediately, which loses the steps since the last checkpoint.',
    finished: 'Finished after {epochs} in {time}.',
    stopped: 'Stopped at step {step}. Resume with',
    failed: 'Failed: {reason}',
    killed: 'Ended without a checkpoint: the steps since the last one are lost. Resume with',
    samples: 'Reconstructions, each beside its original:',
    confusion: 'The confusion matrix:',
    model: 'The model, for any tfjs:',
  },
  es: {
    engine: 'Motor   {library}, {threads}. {reason}',
    faster: 'Más rápido  {how}',
    data: 'Datos   {source} · {train} imágenes de entrenamiento, {validation} de validación.',
    folder: 'Carpeta {folder}',
    epoch: 'época {epoch}/{epochs}',
    loss: 'pérdida {train} · validación {validation}',
    accuracy: 'exactitud {train} · validación {validation}',
    speed: '{seconds} s · {speed} imágenes/s',
    live: 'época {epoch}/{epochs}  {percent} %  pérdida {loss}  {speed} imágenes/s  faltan {left}',
    'live.accuracy':
      'época {epoch}/{epochs}  {percent} %  pérdida {loss}  exactitud {accuracy}  {speed} imágenes/s  faltan {left}',
    stopping:
      'Se detiene en un punto de control. Presione Ctrl-C otra vez para terminar en el acto, con lo que se pierden los pasos desde el último punto de control.',
    finished: 'Terminado tras {epochs} en {time}.',
    stopped: 'Detenido en el paso {step}. Continúe con',
    failed: 'Falló: {reason}',
    killed: 'Terminado sin punto de control: se pierden los pasos desde el último. Continúe con',
    samples: 'Reconstrucciones, cada una junto a su original:',
    confusion: 'La matriz de confusión:',
    model: 'El modelo, para cualquier tfjs:',
  },
});
