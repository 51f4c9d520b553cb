import type { Params } from '../../layers/support/kind';
import { byName } from '../../registry/by-name';
import { constant } from './constant';
import { cosine } from './cosine';
import { exponential } from './exponential';
import { linear } from './linear';
import { oneCycle } from './one-cycle';
import { polynomial } from './polynomial';
import type { Moment, ScheduleKind } from './schedule';
import { step } from './step';
import { warmRestarts } from './warm-restarts';

/** Every schedule of the learning rate, the usual one first. A new one is one file beside this one, and one line here. */
export const SCHEDULES = [constant, step, exponential, cosine, warmRestarts, oneCycle, linear, polynomial] as const;

const find: (name: string) => ScheduleKind = byName('schedule', SCHEDULES);

/** The schedule that a training configuration names. @throws Error if there is none */
export const scheduleOf = ({ kind }: { readonly kind: string }): ScheduleKind => find(kind);

/** A schedule in a configuration: its name, its parameters, and the warm-up before it. */
type Schedule = Params & { readonly kind: string; readonly warmUp: number; readonly warmUpStart: number };

/** The learning rate of a step, given the configured one: in the warm-up a part of it, then that of the schedule. */
export function learningRateOf(schedule: Schedule, configured: number, moment: Moment): number {
  const { warmUp, warmUpStart } = schedule;
  const { step: now, stepsPerEpoch, epochs } = moment;
  const warm = warmUp * stepsPerEpoch;
  if (now <= warm) return configured * (warmUpStart + ((1 - warmUpStart) * (now - 1)) / warm);
  const after = { step: now - warm, stepsPerEpoch, epochs: Math.max(epochs - warmUp, 1) };
  return scheduleOf(schedule).rate(configured, after, schedule);
}

/** The same as a Python function, or none if the rate is constant. */
export function learningRatePython(schedule: Schedule): string | undefined {
  const { kind, warmUp, warmUpStart } = schedule;
  if (kind === constant.name && warmUp === 0) return undefined;
  const warm = [
    `warm = ${warmUp} * steps_per_epoch`,
    'if step < warm:',
    `    return LEARNING_RATE * (${warmUpStart} + (1 - ${warmUpStart}) * step / warm)`,
    `step, epochs = step - warm, max(epochs - ${warmUp}, 1)`,
  ];
  const lines = scheduleOf(schedule).python(schedule);
  const usesEpoch = lines.some((line) => /\bepoch\b/.test(line));
  return [
    'def learning_rate(step, steps_per_epoch, epochs):',
    '    """The learning rate of a step, counted from 0."""',
    ...[...(warmUp === 0 ? [] : warm), ...(usesEpoch ? ['epoch = step // steps_per_epoch'] : []), ...lines].map(
      (line) => `    ${line}`,
    ),
  ].join('\n');
}
