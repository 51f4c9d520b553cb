import { describe, expect, it } from 'vitest';
import { InSlices } from './scheduler';

/** A hundred values that are all the same number, listened to; drawing one takes a millisecond. */
function hundred() {
  let value = 0;
  let clock = 0;
  const turns: (() => void)[] = [];
  const slices = new InSlices(() => value, {
    next: (work) => turns.push(work),
    finish: (work) => work(),
    now: () => clock,
  });
  const drawn = new Map<string, number[]>();
  for (let index = 0; index < 100; index++) {
    const name = `n${index}`;
    expect(slices.read(name)).toBe(0);
    slices.listen(name, () => {
      clock++;
      drawn.set(name, [...(drawn.get(name) ?? []), slices.read(name)]);
    });
  }
  return {
    slices,
    drawn,
    change: (to: number, first: readonly string[] = []) => {
      value = to;
      slices.changed(first);
    },
    /** Lets a frame pass. @returns whether anything was to be done in it */
    frame: () => {
      const work = turns.shift();
      work?.();
      return work !== undefined;
    },
  };
}

describe('values in slices', () => {
  it('are handed out over several frames, the wanted ones first, each once', () => {
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

  it('leave out what was overtaken before anybody saw it', () => {
    const { drawn, change, frame } = hundred();
    change(1);
    frame();
    change(2);
    while (frame());
    expect(drawn.get('n0')).toEqual([1, 2]);
    expect(drawn.get('n99')).toEqual([2]);
  });

  it('are not handed to those who do not listen any more', () => {
    const { slices, drawn, change, frame } = hundred();
    const stop = slices.listen('late', () => drawn.set('late', []));
    expect(slices.read('late')).toBe(0);
    change(1);
    stop();
    while (frame());
    expect(drawn.has('late')).toBe(false);
    // Who comes back later sees what has come meanwhile.
    change(2);
    expect(slices.read('late')).toBe(2);
  });
});
