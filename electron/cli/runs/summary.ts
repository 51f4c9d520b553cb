import { defineMessages } from '../../../shared/i18n/i18n';
import { epochsOf } from '../../../shared/runs/run';
import type { FoundRun } from '../../services/runs/store';

/** The states of runs. */
export const STATES = defineMessages({
  en: {
    created: 'not started',
    running: 'running',
    paused: 'paused',
    stopped: 'stopped',
    finished: 'finished',
    failed: 'failed',
    interrupted: 'interrupted',
  },
  es: {
    created: 'sin empezar',
    running: 'en curso',
    paused: 'en pausa',
    stopped: 'detenida',
    finished: 'terminada',
    failed: 'fallida',
    interrupted: 'interrumpida',
  },
});

/** A run's state, progress and last metrics, as `runs --json` prints them. */
export function summaryOf({ folder, run, state, epochs }: FoundRun) {
  const last = epochs.at(-1);
  return {
    run: folder,
    id: run.id,
    name: run.name,
    state,
    epochs: epochs.length,
    of: epochsOf(run),
    dataset: run.data.dataset,
    backend: run.engine?.backend,
    trainLoss: last?.trainLoss,
    valLoss: last?.valLoss,
    valAccuracy: last?.valAccuracy,
  };
}
