import { expect, test } from 'vitest';
import { KINDS } from '../../../shared/layers/index';
import { LAYERS } from '../../../shared/plan/layers/index';

test('every kind of layer has its kernels', () => {
  expect([...LAYERS.keys()].sort()).toEqual(KINDS.map(({ kind }) => kind).sort());
});
