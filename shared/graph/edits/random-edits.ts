import fc from 'fast-check';
import { KINDS } from '../../layers/index';
import type { Graph } from '../document';
import type { Edit } from './edit';
import { copyNodes } from './fragment';

/** Small numbers that choose among the nodes and wires of the current document, so that most edits are possible and some are not. */
export interface Choice {
  readonly type: Edit['type'];
  readonly a: number;
  readonly b: number;
  readonly on: boolean;
  readonly value: unknown;
}

const TYPES: readonly Edit['type'][] = [
  'add',
  'connect',
  'disconnect',
  'change',
  'move',
  'moveMany',
  'remove',
  'cut',
  'duplicate',
  'paste',
  'insert',
  'insertNode',
  'rename',
  'note',
  'bypass',
  'freeze',
  'expect',
  'weights',
  'annotate',
  'annotation',
  'removeAnnotation',
  'train',
];

/** One random change of a graph. */
export const choiceArbitrary: fc.Arbitrary<Choice> = fc.record({
  type: fc.constantFrom(...TYPES),
  a: fc.nat(50),
  b: fc.nat(50),
  on: fc.boolean(),
  value: fc.oneof(fc.integer({ min: -1, max: 9 }), fc.tuple(fc.nat(5), fc.nat(5)), fc.jsonValue({ maxDepth: 2 })),
});

/** The edit that a choice stands for in a graph. */
export function editOf(graph: Graph, { type, a, b, on, value }: Choice): Edit {
  const ids = [...Object.keys(graph.nodes), 'nowhere'];
  const node = ids[a % ids.length] ?? '';
  const other = ids[b % ids.length] ?? '';
  const edge = graph.edges[b % Math.max(1, graph.edges.length)]?.id ?? 'none';
  const kind = KINDS[a % KINDS.length]?.kind ?? '';
  const param = ['kernel', 'stride', 'padding', 'filters', 'units', 'rate', 'unheard'][b % 7] ?? '';
  switch (type) {
    case 'add':
      return { type, kind: a === 50 ? 'Unheard' : kind, position: { x: a, y: b } };
    case 'connect':
      return on ? { type, from: node, to: other } : { type, from: node, to: other, toPort: b % 4 };
    case 'disconnect':
      return { type, edge };
    case 'change':
      return { type, node, params: { [param]: value }, ...(on && b === 50 ? { kind: a === 50 ? 'Unheard' : kind } : {}) };
    case 'move':
      return { type, node, position: { x: a, y: b } };
    case 'moveMany':
      return { type, positions: { [node]: { x: a, y: b }, [other]: { x: b, y: a } } };
    case 'remove':
    case 'cut':
    case 'duplicate':
      return { type, nodes: on ? [node] : [node, other] };
    case 'paste':
      return {
        type,
        clip: copyNodes(
          graph,
          [node, other].filter((id) => id !== 'nowhere'),
        ),
        keepInputs: on,
      };
    case 'insertNode':
      return { type, edge, node };
    case 'annotate':
      return { type, text: 'A text', position: { x: a, y: b } };
    case 'annotation':
      return on ? { type, index: a % 3, text: 'Another text' } : { type, index: a % 3, position: { x: b, y: a } };
    case 'removeAnnotation':
      return { type, index: a % 3 };
    case 'insert':
      return { type, edge, kind };
    case 'rename':
      return { type, node, name: on ? '' : 'A name' };
    case 'note':
      return { type, node, note: on ? '' : 'A note' };
    case 'bypass':
      return { type, node, bypassed: on };
    case 'freeze':
      return { type, nodes: [node], frozen: on };
    case 'expect':
      return { type, node, size: on ? [a + 1, b + 1, 1] : undefined };
    case 'weights':
      return { type, node, from: on ? { graph: 'other', node: 'conv1' } : undefined };
    case 'train':
      return { type, settings: { epochs: value } };
  }
}
