import { deepEqual } from '../deep-equal';
import type { Graph } from '../document';
import type { Difference } from './difference';
import { nodeDifferences } from './nodes';
import { trainingDifferences } from './training';
import { wireDifferences } from './wires';

/** The differences between two graphs, positions of nodes excluded. */
export function graphDifferences(before: Graph, after: Graph): readonly Difference[] {
  if (before === after) return [];
  const annotations: readonly Difference[] = deepEqual(before.annotations, after.annotations)
    ? []
    : [{ code: 'annotations', values: {} }];
  return [
    ...nodeDifferences(before, after),
    ...wireDifferences(before, after),
    ...trainingDifferences(before, after),
    ...annotations,
  ];
}
