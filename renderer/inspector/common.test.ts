import { describe, expect, it } from 'vitest';
import { commonValue, isMixed, valueAfter } from './common';

describe('what several layers have in common', () => {
  const three = [3, 3];

  it('is a value that is equal in all of them', () => {
    expect(commonValue([16, 16, 16])).toBe(16);
    expect(commonValue([three, [3, 3]])).toEqual(three);
    expect([16, 'ReLU', three].map(isMixed)).toEqual([false, false, false]);
  });

  it('is undefined if they differ; of a pair, the equal number is kept', () => {
    expect(commonValue(['ReLU', 'Tanh'])).toBeUndefined();
    expect(commonValue([three, 'three'])).toBeUndefined();
    expect(commonValue([three, [3, 5]])).toEqual([3, undefined]);
    expect(commonValue([three, [5, 5]])).toEqual([undefined, undefined]);
    expect([undefined, [3, undefined]].map(isMixed)).toEqual([true, true]);
  });

  it('leaves each layer the number of a pair that was not set', () => {
    expect(valueAfter([4, undefined], [3, 5])).toEqual([4, 5]);
    expect(valueAfter([4, 4], [3, 5])).toEqual([4, 4]);
    expect(valueAfter(24, 16)).toBe(24);
  });
});
