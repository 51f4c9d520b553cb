import { byName } from '../../registry/by-name';
import { classification } from './classification';
import { reconstruction } from './reconstruction';
import type { TaskKind } from './task';

/** Every task, the usual one first. A new one is one file beside this one, and one line here. */
export const TASKS = [reconstruction, classification] as const;

/** The task of this name. @throws Error if there is none */
export const taskOf: (name: string) => TaskKind = byName('task', TASKS);
