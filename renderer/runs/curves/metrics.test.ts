import { beforeEach, describe, expect, it } from 'vitest';
import type { Out } from '../../../shared/host/api';
import type { Metric } from '../../../shared/runs/metrics';
import { startRuns, useRuns } from '../../editor/runs-store';
import { connectTo } from '../../host/testing';
import { readMetrics, useMetrics } from './metrics';

const batch = (step: number, loss: number): Metric => ({ type: 'batch', step, epoch: 1, loss });
const BYTES = 100;

/** Serves the lines of a metrics.jsonl whose lines all have 100 bytes, two at a time. */
async function serving(read: () => readonly Metric[]) {
  const asked: number[] = [];
  const metrics = ({ from }: { readonly from: number }): Out<'runs.metrics'> => {
    asked.push(from);
    const lines = read();
    // A file that is shorter than before is read again from its start.
    if (from > lines.length * BYTES) return { metrics: [], next: 0, more: lines.length > 0 };
    const part = lines.slice(from / BYTES, from / BYTES + 2);
    const next = from + part.length * BYTES;
    return { metrics: [...part], next, more: next < lines.length * BYTES };
  };
  const { connection, close } = await connectTo({ 'runs.list': () => [], 'runs.metrics': metrics });
  startRuns(connection);
  return { asked, close };
}

const losses = () => useMetrics.getState()['run-1']?.losses;

beforeEach(() => {
  useMetrics.setState({}, true);
  useRuns.setState(useRuns.getInitialState(), true);
});

describe('the metrics of a run', () => {
  it('are read in parts to the end, and later only the new ones', async () => {
    const lines = [batch(1, 5), batch(2, 4), batch(3, 3)];
    const { asked } = await serving(() => lines);
    await readMetrics('run-1');
    expect(losses()).toEqual([5, 4, 3]);
    lines.push(batch(4, 2));
    await readMetrics('run-1');
    expect(losses()).toEqual([5, 4, 3, 2]);
    expect(asked).toEqual([0, 200, 300]);
  });

  it('are read again from the start after the run went back to a checkpoint', async () => {
    let lines = [batch(1, 5), batch(2, 4), batch(3, 3)];
    await serving(() => lines);
    await readMetrics('run-1');
    lines = [batch(1, 5), batch(2, 3.5)];
    await readMetrics('run-1');
    expect(losses()).toEqual([5, 3.5]);
  });

  it('keep the values known if reading fails, with the reason', async () => {
    await serving(() => [batch(1, 5)]);
    await readMetrics('run-1');
    const { connection } = await connectTo({ 'runs.list': () => [] });
    startRuns(connection);
    await readMetrics('run-1');
    expect(losses()).toEqual([5]);
    expect(useMetrics.getState()['run-1']?.failed?.en).toBe('no runs.metrics');
  });
});
