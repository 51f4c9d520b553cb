import { describe, expect, it } from 'vitest';
import { Scheduler } from './scheduler';

/** A hundred values that are all the same number, each with a listener; drawing one takes a millisecond. */
function hundred() {
  let value = 0;
  let clock = 0;
  const frames: (() => void)[] = [];
  const scheduler = new Scheduler(() => value, {
    next: (work) => frames.push(work),
    finish: (work) => work(),
    now: () => clock,
  });
  const drawn = new Map<string, number[]>();
  for (let index = 0; index < 100; index++) {
    const name = `n${index}`;
    expect(scheduler.read(name)).toBe(0);
    scheduler.listen(name, () => {
      clock++;
      drawn.set(name, [...(drawn.get(name) ?? []), scheduler.read(name)]);
    });
  }
  return {
    scheduler,
    drawn,
    change: (to: number, first: readonly string[] = []) => {
      value = to;
      scheduler.changed(first);
    },
    /** Runs one frame. @returns true if the frame had work */
    frame: () => {
      const work = frames.shift();
      work?.();
      return work !== undefined;
    },
  };
}

describe('the scheduler', () => {
  it('delivers each value once, over several frames, the wanted ones first', () => {
    const { drawn, change, frame } = hundred();
    change(1, ['n77']);
    expect(drawn.size).toBe(0);
    frame();
    expect([...drawn.keys()][0]).toBe('n77');
    expect(drawn.size).toBeLessThan(50);
    let frames = 0;
    while (frame()) frames++;
    expect(frames).toBeGreaterThan(3);
    expect(drawn.size).toBe(100);
    expect([...drawn.values()].every((values) => values.join() === '1')).toBe(true);
  });

  it('skips a value that changes again before it is delivered', () => {
    const { drawn, change, frame } = hundred();
    change(1);
    frame();
    change(2);
    while (frame());
    expect(drawn.get('n0')).toEqual([1, 2]);
    expect(drawn.get('n99')).toEqual([2]);
  });

  it('delivers nothing to a listener that has stopped', () => {
    const { scheduler, drawn, change, frame } = hundred();
    const stop = scheduler.listen('late', () => drawn.set('late', []));
    expect(scheduler.read('late')).toBe(0);
    change(1);
    stop();
    while (frame());
    expect(drawn.has('late')).toBe(false);
    // A later listener reads the latest value.
    change(2);
    expect(scheduler.read('late')).toBe(2);
  });
});
