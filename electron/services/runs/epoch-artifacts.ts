import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { z } from 'zod';
import { type Confusion, confusionSchema, type Samples, samplesSchema } from '../../../shared/runs/samples';
import { readJson } from '../../files/json-store';

/** The samples or the confusion matrix that a run saved after an epoch. */
export interface KeptEpoch<T> {
  /** All saved epochs, in order. */
  readonly epochs: readonly number[];
  /** The requested epoch (default: the newest); null if nothing is saved of it. */
  readonly epoch: number | null;
  readonly kept: T | undefined;
}

/** The images of a run after an epoch. */
export const readSamples = (folder: string, epoch?: number): Promise<KeptEpoch<Samples>> =>
  readKept(path.join(folder, 'samples'), samplesSchema, epoch);

/** The confusion matrix of a run after an epoch. */
export const readConfusion = (folder: string, epoch?: number): Promise<KeptEpoch<Confusion>> =>
  readKept(path.join(folder, 'confusion'), confusionSchema, epoch);

async function readKept<T>(place: string, schema: z.ZodType<T>, wanted: number | undefined): Promise<KeptEpoch<T>> {
  const names = await readdir(place).catch((): string[] => []);
  const files = new Map(names.flatMap((name) => (EPOCH.test(name) ? [[Number(EPOCH.exec(name)?.[1]), name] as const] : [])));
  const epochs = [...files.keys()].sort((a, b) => a - b);
  const epoch = wanted ?? epochs.at(-1);
  const name = epoch === undefined ? undefined : files.get(epoch);
  const kept = name === undefined ? undefined : await readJson(path.join(place, name), schema, 2 ** 26);
  return { epochs, epoch: kept === undefined || epoch === undefined ? null : epoch, kept };
}

const EPOCH = /^epoch-(\d+)\.json$/;
