import { byName } from '../../registry/by-name';
import { adagrad } from './adagrad';
import { adam } from './adam';
import { adamW } from './adamw';
import type { OptimizerKind } from './optimizer';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

/** Every optimizer, the usual one first. A new one is one file beside this one, and one line here. */
export const OPTIMIZERS = [adam, adamW, sgd, rmsprop, adagrad] as const;

const find: (name: string) => OptimizerKind = byName('optimizer', OPTIMIZERS);

/** The optimizer that a training configuration names. @throws Error if there is none */
export const optimizerOf = ({ kind }: { readonly kind: string }): OptimizerKind => find(kind);
