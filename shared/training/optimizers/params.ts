import { real, toggle } from '../../layers/support/params';
import type { Builder, Value } from '../../plan/builder';

/** Parameters that several optimizers share: new schemas at each call. */

/** The fraction of each weight that is added to its gradient. */
export const weightDecay = (value = 0) =>
  real(
    {
      label: { en: 'weight decay', es: 'decaimiento de pesos' },
      help: {
        en: 'This fraction of every weight is added to its gradient, which keeps weights small.',
        es: 'Esta fracción de cada peso se suma a su gradiente, lo que mantiene pequeños los pesos.',
      },
    },
    { min: 0, max: 10 },
    value,
  );

export const epsilon = (value: number) =>
  real(
    {
      label: { en: 'epsilon', es: 'épsilon' },
      help: {
        en: 'Added to the denominator, so that it is never 0.',
        es: 'Se suma al denominador para que nunca sea 0.',
      },
    },
    { min: 0, max: 1 },
    value,
  );

export const momentum = () =>
  real(
    {
      label: { en: 'momentum', es: 'momento' },
      help: {
        en: 'The fraction of the last step that is added to the next.',
        es: 'La fracción del último paso que se suma al siguiente.',
      },
    },
    { min: 0, max: 0.9999, below: 1 },
    0,
  );

/** The decay of a running mean. */
export const decay = (label: string, of: { readonly en: string; readonly es: string }, value: number) =>
  real(
    {
      label: { en: label, es: label },
      help: {
        en: `The part of the running mean of ${of.en} that each step keeps.`,
        es: `La parte de la media móvil ${of.es} que cada paso conserva.`,
      },
    },
    { min: 0, max: 0.9999, below: 1 },
    value,
  );

/** The two running means of Adam. */
export const adamParams = () => ({
  beta1: decay('beta 1', { en: 'the gradient', es: 'del gradiente' }, 0.9),
  beta2: decay('beta 2', { en: 'its square', es: 'de su cuadrado' }, 0.999),
  epsilon: epsilon(1e-8),
  amsgrad: toggle(
    {
      label: { en: 'AMSGrad', es: 'AMSGrad' },
      help: {
        en: 'Divides by the largest mean square so far, so that steps do not grow again.',
        es: 'Divide por la mayor media cuadrática hasta ahora, para que los pasos no vuelvan a crecer.',
      },
    },
    false,
  ),
});

/** The gradient of a variable, with a part of the variable's value added. */
export function decayed(b: Builder, name: string, gradient: Value, part: number): Value {
  return part === 0 ? gradient : b.map('AddV2', [gradient, b.map('Mul', [b.read(name), b.scalar(part)])]);
}

/** PyTorch's options that differ from their defaults, each after a comma. */
export function pythonOptions(
  options: Readonly<Record<string, readonly [value: number | boolean, usual: number | boolean]>>,
): string {
  return Object.entries(options)
    .filter(([, [value, usual]]) => value !== usual)
    .map(([name, [value]]) => `, ${name}=${value === true ? 'True' : value === false ? 'False' : value}`)
    .join('');
}

/** The class of a Keras optimizer, with PyTorch's weight decay if there is one: `decaying` is a function of the exported script. */
export function kerasClass(name: string, part: number, rateDecay = 0): string {
  const own = `keras.optimizers.${name}`;
  if (part === 0 && rateDecay === 0) return own;
  return `decaying(${own}, ${part}${rateDecay === 0 ? '' : `, ${rateDecay}`})`;
}
