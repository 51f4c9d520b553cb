import { describe, expect, it } from 'vitest';
import { comesAfter, nextOf, type SourceState, waitOf } from './queue-order';

const states = (found: Record<string, SourceState>) => new Map(Object.entries(found));
const source = (run: string) => ({ node: 'conv1', folder: `/home/runs/${run}`, checkpoint: 'last' as const });

describe('the order of the queue', () => {
  it('names each run once whose weights are still to be trained', () => {
    const sources = [source('encoder'), source('encoder'), source('trained')];
    expect(comesAfter(sources, new Set(['encoder', 'other']))).toEqual(['encoder']);
    expect(comesAfter([], new Set(['encoder']))).toEqual([]);
  });

  it.each<SourceState>(['coming', 'unfinished', 'gone'])('lets a run wait for one that is %s', (state) => {
    const entry = { id: 'classifier', after: ['first', 'encoder'] };
    expect(waitOf(entry, states({ first: 'finished', encoder: state }))).toEqual({ id: 'encoder', state });
    expect(nextOf([entry], states({ first: 'finished', encoder: state }))).toBeUndefined();
  });

  it('takes a run that is not listed for deleted', () => {
    expect(waitOf({ id: 'classifier', after: ['encoder'] }, new Map())).toEqual({ id: 'encoder', state: 'gone' });
  });

  it('passes over runs that wait or are interrupted, and keeps the order of the others', () => {
    const queue = [{ id: 'killed', interrupted: true }, { id: 'classifier', after: ['killed'] }, { id: 'other' }, { id: 'last' }];
    expect(nextOf(queue, states({ killed: 'unfinished' }))?.id).toBe('other');
    expect(nextOf(queue, states({ killed: 'finished' }))?.id).toBe('classifier');
    expect(nextOf(queue.slice(0, 2), states({ killed: 'unfinished' }))).toBeUndefined();
  });
});
