import type { z } from 'zod';
import type { LocalizedText } from '../../i18n/i18n';
import type { Params } from '../../layers/support/kind';
import { type Definition, schemaOf } from '../../registry/configured';

/** A moment of training. */
export interface Moment {
  /** Counted from 1 over the whole run. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  /** The number of epochs in all. */
  readonly epochs: number;
}

/** The whole epochs before a moment. */
export const epochOf = ({ step, stepsPerEpoch }: Moment): number => Math.floor((step - 1) / stepsPerEpoch);

/** Everything that is true of one learning-rate schedule. */
export interface ScheduleKind<P extends Params = Params> {
  /** The name in documents. */
  readonly name: string;
  readonly label: LocalizedText;
  /** Its parameters with their defaults and ranges, made by the functions of params.ts. */
  readonly params: z.ZodObject;
  /** The learning rate of a step, given the configured one. */
  rate(configured: number, moment: Moment, p: P): number;
  /**
   * The same in Python: the lines of a function of `step` (counted from 0), `epoch` (of the step, counted from 0), `steps_per_epoch` and
   * `epochs`, with LEARNING_RATE and numpy as `np`.
   */
  python(p: P): readonly string[];
}

/** Like `defineOptimizer`: erases the types of the parameters. `schema` reads a schedule in a document. */
export function defineSchedule<const N extends string, S extends z.ZodRawShape>(
  definition: Definition<ScheduleKind<z.output<z.ZodObject<S>>>, N, S>,
) {
  const kind: ScheduleKind & { readonly name: N } = definition;
  return { ...kind, schema: schemaOf(definition) };
}
