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

/** A variant of the chain after some edits: what it is called, and what differs. */
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
  it('is called a copy until anything differs', () => {
    expect(variant()).toEqual({ title: 'Copy of Model', titulo: 'Copia de Model', texts: [] });
  });

  it('is called by a parameter that all layers of a kind have changed', () => {
    const { title, texts } = variant(
      { type: 'change', node: 'dropout1', params: { rate: 0 } },
      { type: 'change', node: 'dropout2', params: { rate: 0 } },
    );
    expect(title).toBe('Dropout 0');
    expect(texts).toEqual(['rate of dropout1: 0.2 → 0', 'rate of dropout2: 0.2 → 0']);
  });

  it('is called by its layer where only one of a kind was changed', () => {
    const { title, titulo, texts } = variant({ type: 'change', node: 'conv1', params: { stride: [2, 2] } });
    expect([title, titulo]).toEqual(['conv1 stride 2', 'conv1 stride 2']);
    expect(texts).toEqual(['stride of conv1: 1 → 2']);
  });

  it('is called by what was added and taken out; the wires that follow from that are no differences', () => {
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

  it('says what is wired otherwise, trained otherwise, frozen and named', () => {
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
  it('are compared, with where their layers stand', () => {
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

  it('keep their order, and their last one', () => {
    const { document, graphId } = addGraph(start(), 'Second');
    const moved = moveGraph(document, graphId, 0);
    expect(moved.graphs.map(({ name }) => name)).toEqual(['Second', 'Model']);
    expect(moveGraph(document, graphId, 9)).toBe(document);
    expect(documentDifferences(document, moved)).toMatchObject([{ code: 'graphOrder' }]);
    expect(() => removeGraph(start(), 'model')).toThrowError('at least one graph');
  });

  it('pass on what a variant is one of when its original is taken away', () => {
    const first = duplicateAsVariant(start(), 'model');
    const second = duplicateAsVariant(first.document, first.graphId);
    const { document } = removeGraph(second.document, first.graphId);
    expect(graphOf(document, second.graphId)?.variantOf).toBe('model');
    expect(graphOf(removeGraph(document, 'model').document, second.graphId)?.variantOf).toBeUndefined();
  });
});
