import { byName } from '../../registry/by-name';
import { binaryCrossEntropy } from './binary-cross-entropy';
import { crossEntropy } from './cross-entropy';
import { huber } from './huber';
import { l1 } from './l1';
import type { LossKind } from './loss';
import { mse } from './mse';

/** Every loss, the usual one of each task first. A new one is one file beside this one, and one line here. */
export const LOSSES = [mse, l1, huber, binaryCrossEntropy, crossEntropy] as const;

const find: (name: string) => LossKind = byName('loss', LOSSES);

/** The loss that a training configuration names. @throws Error if there is none */
export const lossOf = ({ kind }: { readonly kind: string }): LossKind => find(kind);

/** The losses that can train a task, the usual one first. */
export function lossesOf(task: string): readonly LossKind[] {
  const all: readonly LossKind[] = LOSSES;
  return all.filter(({ tasks }) => tasks.some((name) => name === task));
}
