import { z } from 'zod';
import { choice, real, toggle } from '../../layers/support/params';
import { warmUp } from './params';
import { defineSchedule } from './schedule';

const divisor = (en: string, es: string, of: { readonly en: string; readonly es: string }, value: number) =>
  real({ label: { en, es }, help: { en: `Divides ${of.en}.`, es: `Divide ${of.es}.` } }, { min: 1, max: 1e6 }, value);

interface OneCycle {
  readonly pctStart: number;
  readonly annealStrategy: 'cos' | 'linear';
  readonly divFactor: number;
  readonly finalDivFactor: number;
  readonly threePhase: boolean;
}

/** The phases of a run of so many steps: the step at which each ends, and the rate there, as a part of the highest. */
function phasesOf({ pctStart, divFactor, finalDivFactor, threePhase }: OneCycle, steps: number) {
  const [first, last] = [1 / divFactor, 1 / divFactor / finalDivFactor];
  const rise = { end: pctStart * steps - 1, to: 1 };
  const fall = { end: 2 * pctStart * steps - 2, to: first };
  return { first, phases: [rise, ...(threePhase ? [fall] : []), { end: steps - 1, to: last }] };
}

/**
 * Rises from a part of the learning rate to all of it, and falls to almost nothing by the last step: it changes at every step. Source:
 * Smith and Topin (2019); PyTorch `OneCycleLR` without its momentum, whose `max_lr` is the learning rate here.
 */
export const oneCycle = defineSchedule({
  name: 'oneCycle',
  label: { en: 'one cycle', es: 'un ciclo' },
  params: z.object({
    pctStart: real(
      {
        label: { en: 'rise', es: 'subida' },
        help: { en: 'The part of all steps in which the rate rises.', es: 'La parte de los pasos en que la tasa sube.' },
      },
      { min: 0.01, max: 0.99 },
      0.3,
    ),
    annealStrategy: choice(
      {
        label: { en: 'form', es: 'forma' },
        help: { en: 'Cosine waves or straight lines.', es: 'Ondas de coseno o líneas rectas.' },
      },
      ['cos', 'linear'],
      'cos',
    ),
    divFactor: divisor(
      'start divisor',
      'divisor inicial',
      { en: 'the learning rate, for the first step', es: 'la tasa de aprendizaje, para el primer paso' },
      25,
    ),
    finalDivFactor: divisor(
      'end divisor',
      'divisor final',
      { en: 'the rate of the first step, for the last one', es: 'la tasa del primer paso, para el último' },
      1e4,
    ),
    threePhase: toggle(
      {
        label: { en: 'three phases', es: 'tres fases' },
        help: {
          en: 'Falls as long as it rose, and then to the end.',
          es: 'Baja tanto tiempo como subió, y luego hasta el final.',
        },
      },
      false,
    ),
    ...warmUp(),
  }),
  rate(configured, { step, stepsPerEpoch, epochs }, p) {
    const { first, phases } = phasesOf(p, stepsPerEpoch * epochs);
    const at = step - 1;
    let [start, from] = [0, first];
    for (const [index, { end, to }] of phases.entries()) {
      if (at <= end || index === phases.length - 1) {
        const part = Math.min((at - start) / (end - start), 1);
        const weight = p.annealStrategy === 'linear' ? 1 - part : (1 + Math.cos(Math.PI * part)) / 2;
        return configured * (to + (from - to) * weight);
      }
      [start, from] = [end, to];
    }
    return configured * from;
  },
  python(p) {
    const { first, phases } = phasesOf(p, 1);
    const ends = [
      `(${p.pctStart} * steps - 1, 1)`,
      ...(p.threePhase ? [`(2 * ${p.pctStart} * steps - 2, ${first})`] : []),
      `(steps - 1, ${phases.at(-1)?.to})`,
    ];
    const weight = p.annealStrategy === 'linear' ? '1 - part' : '(1 + np.cos(np.pi * part)) / 2';
    return [
      'steps = steps_per_epoch * epochs',
      `start, rate = 0, ${first}`,
      `for end, to in (${ends.join(', ')}):`,
      '    if step <= end or end == steps - 1:',
      '        part = min((step - start) / (end - start), 1)',
      `        return LEARNING_RATE * (to + (rate - to) * (${weight}))`,
      '    start, rate = end, to',
    ];
  },
});
