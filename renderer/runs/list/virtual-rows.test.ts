import { describe, expect, it } from 'vitest';
import { indexesWith, placed } from './virtual-rows';

const item = (index: number, height = 30) => ({ index, start: index * height, end: (index + 1) * height });
const range = { startIndex: 500, endIndex: 502, overscan: 1, count: 1_000 };

describe('the rows of a long table', () => {
  it('leave space for the rows that are not rendered', () => {
    expect(placed([item(3), item(500), item(501)], 30_000)).toEqual({
      rows: [
        { index: 3, space: 90 },
        { index: 500, space: 496 * 30 },
        { index: 501, space: 0 },
      ],
      after: 498 * 30,
    });
    expect(placed([], 0)).toEqual({ rows: [], after: 0 });
  });

  it('include the focused row and its neighbours, once and in their places', () => {
    expect(indexesWith(range, undefined)).toEqual([499, 500, 501, 502, 503]);
    expect(indexesWith(range, 2)).toEqual([1, 2, 3, 499, 500, 501, 502, 503]);
    expect(indexesWith(range, 999)).toEqual([499, 500, 501, 502, 503, 998, 999]);
    expect(indexesWith(range, 501)).toEqual([499, 500, 501, 502, 503]);
    expect(indexesWith(range, 0)).toEqual([0, 1, 499, 500, 501, 502, 503]);
  });

  it('do not include a focused row that was filtered out', () => {
    expect(indexesWith(range, 1_000)).toEqual([499, 500, 501, 502, 503]);
  });
});
