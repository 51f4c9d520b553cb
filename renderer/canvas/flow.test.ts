import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../shared/graph/diagnosis/diagnose';
import type { Document, Graph } from '../../shared/graph/document';
import { applyEdits, type Edit } from '../../shared/graph/edits/edit';
import { parseDocument } from '../../shared/graph/parse';
import { refusalOf } from './connection';
import { type CanvasNode, flowEdges, flowNodes, flowNotes, noteOf, portName, portOf, type WireFlowEdge } from './flow';

function read(preset: string): Document {
  const parsed = parseDocument(readFileSync(new URL(`../../presets/${preset}.patchbay.json`, import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error(preset);
  return parsed.document;
}

const TABLE2 = read('table2-baseline');

function first(document: Document): Graph {
  const [graph] = document.graphs;
  if (!graph) throw new Error('no graph');
  return graph;
}

const edited = (edits: readonly Edit[], document = TABLE2) => applyEdits(document, first(document).id, edits);
const known = (document: Document) => diagnose(document, first(document), { fixes: false });
const nodesOf = (document: Document, previous?: ReadonlyMap<string, CanvasNode>) =>
  flowNodes(first(document), known(document), previous);
const byId = <T extends { readonly id: string }>(all: readonly T[]) => new Map(all.map((one) => [one.id, one]));

/** The ids of nodes that are not the same objects as before. */
function redrawn(before: Document, after: Document): readonly string[] {
  const old = byId<CanvasNode>(nodesOf(before));
  return nodesOf(after, old)
    .filter((node) => old.get(node.id) !== node)
    .map(({ id }) => id);
}

describe('the nodes of a graph', () => {
  it('number the rows of the table, without the Input, and mark the output', () => {
    const nodes = byId(nodesOf(TABLE2));
    expect([...nodes.values()].map(({ data }) => data.row)).toEqual([...nodes.keys()].map((_, index) => index));
    expect(nodes.get('conv1')?.data.row).toBe(1);
    expect([...nodes.values()].filter(({ data }) => data.isOutput).map(({ id }) => id)).toEqual([[...nodes.keys()].at(-1)]);
  });

  it('are the same objects if nothing changed', () => {
    expect(redrawn(TABLE2, TABLE2)).toEqual([]);
    expect(redrawn(TABLE2, { ...TABLE2, name: 'Another name' })).toEqual([]);
  });

  it('are new objects only for the layer whose parameter changed, however many sizes it changes', () => {
    expect(redrawn(TABLE2, edited([{ type: 'change', node: 'conv1', params: { filters: 17 } }]))).toEqual(['conv1']);
  });

  it('keep the data of a layer that only moved', () => {
    const after = edited([{ type: 'move', node: 'conv1', position: { x: 5, y: 7 } }]);
    const old = byId<CanvasNode>(nodesOf(TABLE2));
    const moved = nodesOf(after, old).filter((node) => old.get(node.id) !== node);
    expect(moved.map(({ id, position }) => [id, position])).toEqual([['conv1', { x: 5, y: 7 }]]);
    expect(moved[0]?.data).toBe(old.get('conv1')?.data);
  });

  it('have the problems of their layers', () => {
    const document = edited([{ type: 'change', node: 'conv2', params: { kernel: [99, 99] } }]);
    const nodes = byId(nodesOf(document));
    expect(nodes.get('conv2')?.data.problems.map(({ severity }) => severity)).toContain('error');
    expect(nodes.get('conv1')?.data.problems).toEqual([]);
  });
});

describe('the wires of a graph', () => {
  const wiresOf = (document: Document, previous?: ReadonlyMap<string, WireFlowEdge>) =>
    flowEdges(first(document), known(document).inference, previous);

  it('are the same objects if nothing changed', () => {
    const old = byId(wiresOf(TABLE2));
    expect(wiresOf(TABLE2, old).every((wire) => old.get(wire.id) === wire)).toBe(true);
  });

  it('after a wrong layer have no known size', () => {
    const wires = wiresOf(edited([{ type: 'change', node: 'conv2', params: { kernel: [99, 99] } }]));
    expect(wires.find(({ source }) => source === 'conv1')?.data?.known).toBe(true);
    expect(wires.find(({ source }) => source === 'conv2')?.data?.known).toBe(false);
  });
});

it('notes have ids that no layer can have', () => {
  const graph = { ...first(TABLE2), annotations: [{ text: 'A note', position: { x: 1, y: 2 } }] };
  const notes = flowNotes(graph);
  expect(notes.map(({ id, data }) => [noteOf(id), data.text])).toEqual([[0, 'A note']]);
  expect(flowNotes(graph, byId<CanvasNode>(notes))[0]).toBe(notes[0]);
  expect(noteOf('conv1')).toBeUndefined();
});

it('input ports are found by their handles', () => {
  expect([0, 3].map((port) => portOf(portName(port)))).toEqual([0, 3]);
  expect(portOf(null)).toBeUndefined();
  expect(portOf('out')).toBeUndefined();
});

describe('a wire being drawn', () => {
  it('is refused with the reason if it closes a cycle or joins a layer to itself', () => {
    const graph = first(TABLE2);
    const codes = [
      { source: 'conv2', target: 'conv1' },
      { source: 'conv1', target: 'conv1' },
    ].map((wire) => refusalOf(graph, wire)?.code);
    expect(codes.every((code) => code !== undefined)).toBe(true);
    expect(refusalOf(graph, { source: 'conv1', target: 'input' })).toBeDefined();
  });

  it('is possible from an earlier layer to a later one', () => {
    expect(refusalOf(first(TABLE2), { source: 'conv1', target: 'conv2', targetHandle: portName(0) })).toBeUndefined();
  });
});
