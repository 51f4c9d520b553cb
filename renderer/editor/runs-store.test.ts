import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunProgress, RunSummary } from '../../shared/host/areas/runs';
import { connectTo } from '../host/testing';
import { useUi } from '../ui/ui';
import { useKnownRuns } from './known-runs';
import {
  compareRun,
  isUnderWay,
  isUnfinished,
  progressOf,
  RUN_COLOURS,
  runningOf,
  shownOf,
  startRuns,
  useRuns,
  viewRun,
} from './runs-store';

const PROGRESS: RunProgress = { phase: 'training', step: 7, batches: 10, epoch: 1, batch: 7, epochs: 3, learningRate: 0.001 };

const run = (id: string, status: RunSummary['status'] = 'finished'): RunSummary => ({
  id,
  name: `Run ${id}`,
  note: '',
  starred: false,
  created: '2026-11-27T12:00:00.000Z',
  status,
  document: 'Net',
  file: null,
  graph: { id: 'model', title: { en: 'Model', es: 'Modelo' } },
  task: 'reconstruction',
  loss: 'MSE',
  data: { dataset: 'fashion-mnist', testImages: true },
  pixelScale: [-1, 1],
  seed: 1,
  epochsDone: 3,
  epochs: 3,
  seconds: 60,
  weights: {},
});

const state = () => useRuns.getState();
const ids = (n: number) => Array.from({ length: n }, (_, index) => `run-${index}`);

beforeEach(() => {
  useRuns.setState(useRuns.getInitialState(), true);
  useUi.setState({ notices: [] });
});

describe('the colours of runs', () => {
  it('stay with a run for as long as it is shown, and are then free for another', () => {
    viewRun('a');
    compareRun('b', true);
    compareRun('c', true);
    expect(state().colours).toEqual({ a: 0, b: 1, c: 2 });
    compareRun('b', false);
    expect(state().colours).toEqual({ a: 0, c: 2 });
    compareRun('d', true);
    expect(state().colours).toEqual({ a: 0, c: 2, d: 1 });
    viewRun('c');
    expect(state().colours['c']).toBe(2);
  });

  it('are different for as many runs as can be compared', () => {
    viewRun('a');
    for (const id of ids(20)) compareRun(id, true);
    expect(state().compared).toEqual(ids(20).slice(-(RUN_COLOURS - 1)));
    const colours = Object.values(state().colours);
    expect(new Set(colours).size).toBe(RUN_COLOURS);
    expect(Math.max(...colours)).toBe(RUN_COLOURS - 1);
  });
});

it('the run in view comes first, once', () => {
  viewRun('a');
  for (const id of ['b', 'a', 'c']) compareRun(id, true);
  expect(shownOf(state())).toEqual(['a', 'b', 'c']);
});

it('a run is active, unfinished or neither by its status', () => {
  const active = (['running', 'paused'] as const).map((status) => run('a', status));
  const unfinished = (['interrupted', 'failed', 'stopped', 'created'] as const).map((status) => run('a', status));
  const neither = (['finished', 'queued'] as const).map((status) => run('a', status));
  expect(active.every((one) => isUnderWay(one) && !isUnfinished(one))).toBe(true);
  expect(unfinished.every((one) => !isUnderWay(one) && isUnfinished(one))).toBe(true);
  expect(neither.every((one) => !isUnderWay(one) && !isUnfinished(one))).toBe(true);
});

describe('the list of runs', () => {
  it('shows the active run first, and tells layers which runs have weights', async () => {
    const list = [run('run-2'), run('run-1', 'running')];
    const { connection } = await connectTo({ 'runs.list': () => list });
    startRuns(connection);
    await vi.waitFor(() => expect(state().list).toHaveLength(2));
    expect(state().view).toBe('run-1');
    expect(runningOf(state())?.id).toBe('run-1');
    expect(useKnownRuns.getState().runs?.map(({ id, graph }) => [id, graph])).toEqual([
      ['run-2', 'model'],
      ['run-1', 'model'],
    ]);
  });

  it('forgets deleted runs', async () => {
    let list = [run('run-1'), run('run-2'), run('run-3')];
    const { connection, tell } = await connectTo({ 'runs.list': () => list });
    startRuns(connection);
    await vi.waitFor(() => expect(state().view).toBe('run-1'));
    compareRun('run-2', true);
    compareRun('run-3', true);
    list = [run('run-3')];
    tell('runs.changed', {});
    await vi.waitFor(() => expect(state().list).toHaveLength(1));
    expect(state().compared).toEqual(['run-3']);
    expect(state().view).toBe('run-3');
    expect(state().colours).toEqual({ 'run-3': 2 });
  });

  it('that could not be read keeps the reason, until it is read', async () => {
    let fails = true;
    const { connection, tell } = await connectTo({
      get 'runs.list'() {
        return fails ? undefined : () => [run('run-1')];
      },
    });
    startRuns(connection);
    await vi.waitFor(() => expect(state().failed?.en).toBe('no runs.list'));
    fails = false;
    tell('runs.changed', {});
    await vi.waitFor(() => expect(state().list).toHaveLength(1));
    expect(state().failed).toBeUndefined();
  });
});

it('progress events count for active runs only, and the end of a silence shows its notice', async () => {
  const notice = { en: 'The engine answers again.', es: 'El motor responde de nuevo.' };
  const { connection, tell } = await connectTo({ 'runs.list': () => [run('run-1', 'running'), run('run-2')] });
  startRuns(connection);
  await vi.waitFor(() => expect(state().list).toHaveLength(2));
  tell('runs.progress', { id: 'run-1', progress: { ...PROGRESS, silent: true } });
  tell('runs.progress', { id: 'run-2', progress: PROGRESS });
  expect(progressOf(state(), run('run-1', 'running'))?.silent).toBe(true);
  expect(progressOf(state(), run('run-2'))).toBeUndefined();
  expect(useUi.getState().notices).toEqual([]);
  tell('runs.progress', { id: 'run-1', progress: { ...PROGRESS, notice } });
  expect(useUi.getState().notices.map(({ text }) => text('es'))).toEqual([notice.es]);
});
