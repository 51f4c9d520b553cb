import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { begin, record, redo, revise, settle, undo } from './history';

const state = (name: string) => ({ name });
const [a, b, c, d] = [state('a'), state('b'), state('c'), state('d')];

describe('a history', () => {
  it('undoes and redoes with the same objects', () => {
    const history = record(record(begin(a), b), c);
    expect(undo(history).present).toBe(b);
    expect(undo(undo(history)).present).toBe(a);
    expect(redo(redo(undo(undo(history)))).present).toBe(c);
  });

  it('stays unchanged if there is nothing to undo or redo', () => {
    const history = begin(a);
    expect(undo(history)).toBe(history);
    expect(redo(history)).toBe(history);
    expect(record(history, a)).toBe(history);
  });

  it('clears the redo stack at a new step', () => {
    const history = record(undo(record(begin(a), b)), c);
    expect(redo(history)).toBe(history);
    expect(undo(history).present).toBe(a);
  });

  it('merges consecutive steps with the same key', () => {
    const dragged = record(record(record(begin(a), b, { merge: 'drag' }), c, { merge: 'drag' }), d, { merge: 'drag' });
    expect(undo(dragged).present).toBe(a);
    expect(redo(undo(dragged)).present).toBe(d);
    const twice = record(record(begin(a), b, { merge: 'conv1' }), c, { merge: 'conv2' });
    expect(undo(twice).present).toBe(b);
  });

  it('does not merge after an undo, another step, or an end', () => {
    const first = record(begin(a), b, { merge: 'drag' });
    expect(undo(record(settle(first), c, { merge: 'drag' })).present).toBe(b);
    expect(undo(record(redo(undo(first)), c, { merge: 'drag' })).present).toBe(b);
    expect(undo(record(record(first, c), d, { merge: 'drag' })).present).toBe(c);
  });

  it('replaces the current state without a step', () => {
    const history = revise(undo(record(record(begin(a), b), c)), d);
    expect(history.present).toBe(d);
    expect(redo(history).present).toBe(c);
    expect(undo(redo(history)).present).toBe(d);
    expect(undo(history).present).toBe(a);
  });

  it('has no limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (steps) => {
        const states = Array.from({ length: steps + 1 }, (_, index) => state(String(index)));
        const [first = a, ...rest] = states;
        let history = rest.reduce((so, next) => record(so, next), begin(first));
        for (let back = steps - 1; back >= 0; back--) {
          history = undo(history);
          expect(history.present).toBe(states[back]);
        }
        for (let on = 1; on <= steps; on++) {
          history = redo(history);
          expect(history.present).toBe(states[on]);
        }
      }),
      { numRuns: 10 },
    );
  });
});
