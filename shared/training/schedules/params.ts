import { integer, real } from '../../layers/support/params';

/** Parameters that several schedules share: new schemas at each call. */

/** The linear warm-up before a schedule, which then begins. */
export const warmUp = () => ({
  warmUp: integer(
    {
      label: { en: 'warm-up', es: 'calentamiento' },
      help: {
        en: 'Epochs in which the learning rate rises to its value, step by step. 0: none.',
        es: 'Épocas en las que la tasa sube hasta su valor, paso a paso. 0: ninguna.',
      },
    },
    { min: 0, max: 1000 },
    0,
  ),
  warmUpStart: real(
    {
      label: { en: 'warm-up from', es: 'calentar desde' },
      help: {
        en: 'The part of the learning rate that the warm-up begins with.',
        es: 'La parte de la tasa de aprendizaje con la que empieza el calentamiento.',
      },
    },
    { min: 0, max: 1 },
    0.1,
  ),
});

export const gamma = (value: number) =>
  real(
    {
      label: { en: 'gamma', es: 'gamma' },
      help: {
        en: 'The factor by which the learning rate is multiplied.',
        es: 'El factor por el que se multiplica la tasa de aprendizaje.',
      },
    },
    { min: 0, max: 1 },
    value,
  );

export const etaMin = () =>
  real(
    {
      label: { en: 'least rate', es: 'tasa mínima' },
      help: { en: 'The learning rate at the lowest point.', es: 'La tasa de aprendizaje en el punto más bajo.' },
    },
    { min: 0, max: 10 },
    0,
  );

/** A number of epochs that stands for all of them if it is 0. */
export const span = () =>
  integer(
    {
      label: { en: 'epochs', es: 'épocas' },
      help: { en: 'The epochs that it takes. 0: all.', es: 'Las épocas que dura. 0: todas.' },
    },
    { min: 0, max: 100_000 },
    0,
  );

export const factor = (label: { readonly en: string; readonly es: string }, value: number) =>
  real(
    {
      label,
      help: {
        en: 'The part of the learning rate, as a factor.',
        es: 'La parte de la tasa de aprendizaje, como factor.',
      },
    },
    { min: 0, max: 10 },
    value,
  );
