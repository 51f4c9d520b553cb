import { describe, expect, it } from 'vitest';
import { type Document, emptyDocument, graphOf } from '../document';
import {
  addGraph,
  duplicateAsVariant,
  moveGraph,
  removeGraph,
  renameDocument,
  renameGraph,
  setNotes,
} from '../edits/document-edits';
import { applyEdits, type Edit } from '../edits/edit';
import { differenceText, documentDifferences, graphDifferences } from './index';
import { graphTitle } from './title';

const CHAIN: readonly Edit[] = [
  { type: 'add', kind: 'Conv2D', id: 'conv1' },
  { type: 'connect', from: 'input', to: 'conv1' },
  { type: 'add', kind: 'Dropout', id: 'dropout1' },
  { type: 'connect', from: 'conv1', to: 'dropout1' },
  { type: 'add', kind: 'Conv2D', id: 'conv2' },
  { type: 'connect', from: 'dropout1', to: 'conv2' },
  { type: 'add', kind: 'Dropout', id: 'dropout2' },
  { type: 'connect', from: 'conv2', to: 'dropout2' },
];

const start = (): Document => applyEdits(emptyDocument('Net'), 'model', CHAIN);

/** The title and the differences of a variant of the chain after some edits. */
function variant(...edits: readonly Edit[]) {
  const copied = duplicateAsVariant(start(), 'model');
  const document = applyEdits(copied.document, copied.graphId, edits);
  const [original, graph] = [graphOf(document, 'model'), graphOf(document, copied.graphId)];
  if (!original || !graph) throw new Error('no graph');
  return {
    title: graphTitle(document, graph).en,
    titulo: graphTitle(document, graph).es,
    texts: graphDifferences(original, graph).map((difference) => differenceText(difference, 'en')),
  };
}

describe('a variant', () => {
  it('has the title Copy without differences', () => {
    expect(variant()).toEqual({ title: 'Copy of Model', titulo: 'Copia de Model', texts: [] });
  });

  it('has the title of a parameter that changed in all layers of a kind', () => {
    const { title, texts } = variant(
      { type: 'change', node: 'dropout1', params: { rate: 0 } },
      { type: 'change', node: 'dropout2', params: { rate: 0 } },
    );
    expect(title).toBe('Dropout 0');
    expect(texts).toEqual(['rate of dropout1: 0.2 → 0', 'rate of dropout2: 0.2 → 0']);
  });

  it('names the layer if only one of a kind changed', () => {
    const { title, titulo, texts } = variant({ type: 'change', node: 'conv1', params: { stride: [2, 2] } });
    expect([title, titulo]).toEqual(['conv1 stride 2', 'conv1 stride 2']);
    expect(texts).toEqual(['stride of conv1: 1 → 2']);
  });

  it('names added and removed layers, whose wires are no differences', () => {
    const { title, texts } = variant(
      { type: 'insert', edge: 'conv1-dropout1', kind: 'BatchNorm', id: 'norm1' },
      { type: 'remove', nodes: ['dropout2'] },
    );
    expect(title).toBe('+ BatchNorm, − Dropout');
    expect(texts).toEqual(['BatchNorm norm1 was added', 'Dropout dropout2 was removed']);
  });

  it('names two differences and counts the rest', () => {
    const { title } = variant(
      { type: 'change', node: 'conv1', params: { filters: 64 } },
      { type: 'bypass', node: 'dropout1', bypassed: true },
      { type: 'train', settings: { optimizer: { kind: 'SGD' }, epochs: 5 } },
    );
    expect(title).toBe('conv1 filters 64, without dropout1 +2');
  });

  it('reports changed wires and settings, frozen and renamed layers', () => {
    const { texts } = variant(
      { type: 'connect', from: 'input', to: 'conv2' },
      { type: 'freeze', nodes: ['conv1'], frozen: true },
      { type: 'rename', node: 'conv1', name: 'First' },
      { type: 'train', settings: { learningRate: 0.01 } },
    );
    expect(texts).toEqual([
      'conv1 is frozen',
      'conv1 is called First',
      'conv2 is fed by input instead of dropout1',
      'learning rate: 0.001 → 0.01',
    ]);
  });
});

describe('the graphs of a document', () => {
  it('are compared, positions included', () => {
    const before = start();
    const added = addGraph(applyEdits(before, 'model', [{ type: 'move', node: 'conv1', position: { x: 9, y: 9 } }]), 'Second');
    const after = setNotes(renameDocument(renameGraph(added.document, 'model', 'First'), 'Nets'), 'Some notes');
    expect(documentDifferences(before, after).map((difference) => differenceText(difference, 'en'))).toEqual([
      'the document is called Nets',
      'the notes of the document',
      'the graph Model is called First',
      '1 layer was moved',
      'the graph Second was added',
    ]);
    expect(documentDifferences(after, removeGraph(after, 'model').document)).toMatchObject([{ code: 'graphRemoved' }]);
  });

  it('have an order, and at least one remains', () => {
    const { document, graphId } = addGraph(start(), 'Second');
    const moved = moveGraph(document, graphId, 0);
    expect(moved.graphs.map(({ name }) => name)).toEqual(['Second', 'Model']);
    expect(moveGraph(document, graphId, 9)).toBe(document);
    expect(documentDifferences(document, moved)).toMatchObject([{ code: 'graphOrder' }]);
    expect(() => removeGraph(start(), 'model')).toThrowError('at least one graph');
  });

  it('become variants of the next original if theirs is removed', () => {
    const first = duplicateAsVariant(start(), 'model');
    const second = duplicateAsVariant(first.document, first.graphId);
    const { document } = removeGraph(second.document, first.graphId);
    expect(graphOf(document, second.graphId)?.variantOf).toBe('model');
    expect(graphOf(removeGraph(document, 'model').document, second.graphId)?.variantOf).toBeUndefined();
  });
});
