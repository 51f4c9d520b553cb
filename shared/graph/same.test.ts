import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameValue } from './same';

describe('equality of JSON', () => {
  it('is that of the texts, but for the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(sameValue(a, structuredClone(a))).toBe(true);
        expect(sameValue(a, b)).toBe(sameValue(b, a));
        // −0 is not told from 0, as in a file.
        if (JSON.stringify(a) === JSON.stringify(b)) expect(sameValue(a, b)).toBe(true);
      }),
    );
    expect(sameValue({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true);
  });

  it.each([
    [[], {}],
    [[1, 2], [1]],
    [{ a: 1 }, { a: 1, b: null }],
    [null, {}],
    [{}, { toString: 1 }],
    ['1', 1],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
  ])('tells %j from %j', (a, b) => {
    expect(sameValue(a, b)).toBe(false);
    expect(sameValue(b, a)).toBe(false);
  });

  it('takes a key without a value for none', () => {
    expect(sameValue({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  });
});
