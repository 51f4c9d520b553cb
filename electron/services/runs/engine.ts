import type { FromEngine, ToEngine } from '../../engine/protocol/protocol';
import { defined } from '../../files/defined';
import { hasCode } from '../../files/system-error';
import { readCheckpoint } from '../../run-folder/checkpoint';
import { readRun, writeRun } from '../../run-folder/folder';
import { type Ended, type EngineProcess, startEngine } from '../engine-process';
import { type OnWait, underRunLock } from './run-lock';

export type { FromEngine, ToEngine } from '../../engine/protocol/protocol';

/** Starts the engine on a run's folder. */
export function startRun(
  task: Omit<ToEngine & { type: 'start' }, 'type'>,
  onMessage: (message: FromEngine) => void,
): EngineProcess {
  return startEngine({ type: 'start', ...task }, onMessage);
}

/** Asks the engine one thing. @returns its answer, with how the process ended */
export async function ask<T extends FromEngine['type']>(
  task: ToEngine,
  answer: T,
  onMessage: (message: FromEngine) => void = () => {},
): Promise<{ readonly answer: (FromEngine & { type: T }) | undefined; readonly ended: Ended }> {
  let found: (FromEngine & { type: T }) | undefined;
  const isAnswer = (message: FromEngine): message is FromEngine & { type: T } => message.type === answer;
  const engine = startEngine(task, (message) => {
    if (isAnswer(message)) found = message;
    onMessage(message);
  });
  return { ended: await engine.ended, answer: found };
}

/**
 * Records that a run is to go on to another number of epochs, or with another learning rate, from where it stands.
 * @throws HostError runsElsewhere where another process has the run
 */
export async function changeRun(
  folder: string,
  { epochs, learningRate }: { readonly epochs?: number | undefined; readonly learningRate?: number | undefined },
  onWait?: OnWait,
): Promise<void> {
  if (epochs === undefined && learningRate === undefined) return;
  const change = async () => {
    const step = await lastStep(folder);
    const run = await readRun(folder);
    const intervention = { step, ...defined({ learningRate, epochs }) };
    await writeRun(folder, { ...run, interventions: [...run.interventions, intervention] });
  };
  await underRunLock(folder, change, onWait);
}

/** The step of the last checkpoint; 0 for a run that has none. */
async function lastStep(folder: string): Promise<number> {
  try {
    return (await readCheckpoint(folder, 'last')).progress.step;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 0;
    throw error;
  }
}
