import { describe, expect, it } from 'vitest';
import { formatShape } from '../../layers/support/shape';
import { emptyDocument, graphOf } from '../document';
import { applyEdits, type Edit } from '../edits/edit';
import { infer } from '../infer';
import { fitting, type Spot } from './suggest';

const CHAIN: readonly Edit[] = [
  { type: 'add', kind: 'Conv2D', id: 'conv1' },
  { type: 'connect', from: 'input', to: 'conv1' },
  { type: 'add', kind: 'ConvTranspose2D', id: 'convt1' },
  { type: 'connect', from: 'conv1', to: 'convt1' },
];

function at(spot: Spot, ...more: readonly Edit[]) {
  const graph = graphOf(applyEdits(emptyDocument(''), 'model', [...CHAIN, ...more]), 'model');
  if (!graph) throw new Error('no graph');
  return fitting(graph, infer(graph), spot);
}

describe('suggestions', () => {
  it('start with a pooling after a convolution, with its output size', () => {
    const [first] = at({ from: 'conv1' });
    expect([first?.kind.kind, first?.out && formatShape(first.out)]).toEqual(['MaxPool2D', '13×13×16']);
  });

  it('exclude a convolution after a vector, with the reason', () => {
    const found = at({ from: 'flatten1' }, { type: 'add', kind: 'Flatten' }, { type: 'connect', from: 'conv1', to: 'flatten1' });
    expect(found[0]?.kind.kind).toBe('Linear');
    const conv = found.find(({ kind }) => kind.kind === 'Conv2D');
    expect(conv?.reason?.en).toMatch(/image|vector/);
    expect(found.findIndex(({ kind }) => kind.kind === 'Conv2D')).toBeGreaterThan(
      found.findIndex(({ kind }) => kind.kind === 'Dropout'),
    );
  });

  it('on a wire keep the sizes downstream valid', () => {
    const found = at({ edge: 'conv1-convt1' });
    expect(found.find(({ kind }) => kind.kind === 'Dropout')?.reason).toBeUndefined();
    expect(found.find(({ kind }) => kind.kind === 'Flatten')?.reason?.en).toMatch(/^convt1: /);
  });

  it('without a place are all kinds', () => {
    expect(at({}).every(({ reason }) => reason === undefined)).toBe(true);
  });
});
