import { byName } from '../../registry/by-name';
import { constant } from './constant';
import type { ScheduleKind } from './schedule';

/** Every schedule of the learning rate, the usual one first. A new one is one file beside this one, and one line here. */
export const SCHEDULES = [constant] as const;

const find: (name: string) => ScheduleKind = byName('schedule', SCHEDULES);

/** The schedule that a training configuration names. @throws Error if there is none */
export const scheduleOf = ({ kind }: { readonly kind: string }): ScheduleKind => find(kind);
