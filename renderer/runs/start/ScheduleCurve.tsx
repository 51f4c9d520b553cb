import './schedule-curve.css';
import type { Training } from '../../../shared/training/config';
import { learningRateOf } from '../../../shared/training/schedules/index';
import { useMessages } from '../../ui/language';
import { MESSAGES } from './messages';

/** The steps of an epoch that are drawn: the number of images is not known here. */
const STEPS = 8;
/** The points of the curve, at most. */
const POINTS = 240;
const [WIDTH, HEIGHT] = [240, 40];

/** The learning rate over the epochs of a run, from 0 to its largest value; nothing if it is constant. */
export function ScheduleCurve({ training }: { readonly training: Training }) {
  const t = useMessages(MESSAGES);
  const { schedule, learningRate, epochs } = training;
  const steps = epochs * STEPS;
  const count = Math.min(steps, POINTS);
  const rates = Array.from({ length: count }, (_, index) =>
    learningRateOf(schedule, learningRate, {
      step: 1 + Math.round((index * (steps - 1)) / Math.max(count - 1, 1)),
      stepsPerEpoch: STEPS,
      epochs,
    }),
  );
  const most = Math.max(...rates);
  const [first = 0, last = 0] = [rates[0], rates.at(-1)];
  if (most === 0 || rates.every((rate) => rate === first)) return null;
  const points = rates.map(
    (rate, index) => `${((index * WIDTH) / (count - 1)).toFixed(1)},${(HEIGHT - 1 - (rate / most) * (HEIGHT - 2)).toFixed(1)}`,
  );
  const shown = (rate: number) => String(Number(rate.toPrecision(3)));
  const label = t('schedule.curve', { first: shown(first), most: shown(most), last: shown(last) });
  return (
    <svg className="schedule-curve" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label} preserveAspectRatio="none">
      <title>{label}</title>
      <polyline points={points.join(' ')} />
    </svg>
  );
}
