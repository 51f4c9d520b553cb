import { z } from 'zod';
import { input } from '../layers/input';
import type { Params } from '../layers/support/kind';
import type { Triple } from '../layers/support/shape';
import { CHECKPOINTS, type CheckpointName } from '../training/checkpoints';

/** The version of the document format that this Patchbay writes. */
export const VERSION = 1;

/**
 * The limits of a document, over all of its graphs: bounds on memory and time, far above any graph that a person draws.
 * `values` counts JSON values (texts, numbers, lists, objects), `names` the keys of one object.
 */
export const LIMITS = {
  bytes: 16 * 2 ** 20,
  values: 400_000,
  names: 5_000,
  depth: 64,
  graphs: 64,
  nodes: 5_000,
  edges: 20_000,
  annotations: 1_000,
} as const;

/** The maximum length of names, and of notes and annotations, in characters. */
export const LENGTHS = { name: 200, text: 100_000 } as const;

/** The largest coordinate on the canvas, in pixels. */
export const FARTHEST = 1e7;

/** A saved model: one or more graphs, each with its training configuration. Immutable. */
export interface Document {
  readonly format: 'patchbay';
  readonly version: number;
  readonly name: string;
  readonly notes: string;
  readonly graphs: readonly Graph[];
}

/** True if a later version of Patchbay wrote the document. Keys that this version does not know are kept. */
export const isNewer = ({ version }: Document): boolean => version > VERSION;

/** A network: layers by id, and the wires between them. */
export interface Graph {
  readonly id: string;
  readonly name: string;
  /** The graph that it is a variant of. Without a name of its own, its title is its differences. */
  readonly variantOf?: string;
  readonly nodes: Readonly<Record<string, GraphNode>>;
  readonly edges: readonly Edge[];
  /** Free texts on the canvas. */
  readonly annotations: readonly Annotation[];
  /** The training configuration as in the file; `parseTraining` parses it. */
  readonly training: Readonly<Record<string, unknown>>;
}

/** A layer in a graph. Its parameters are as in the file; its kind parses them. */
export interface GraphNode {
  readonly kind: string;
  readonly params: Params;
  /** Its position on the canvas, in pixels at 100 %. */
  readonly position: Position;
  readonly name?: string;
  readonly note?: string;
  /** The expected output size [H, W, C], set by the author; another size is a problem. */
  readonly expect?: Triple;
  /** Its weights are not trained. */
  readonly frozen?: boolean;
  /** Bypassed: it forwards its input. */
  readonly bypassed?: boolean;
  /** The node whose trained weights it starts from. */
  readonly weightsFrom?: WeightsFrom;
}

export interface Position {
  readonly x: number;
  readonly y: number;
}

/**
 * A node of this document's graphs and, if set, the run that trained it. The format allows the checkpoint of an epoch by its number, but
 * no run keeps one yet: such a document opens, with a problem at the layer.
 */
export interface WeightsFrom {
  readonly graph: string;
  readonly node: string;
  readonly run?: { readonly id: string; readonly checkpoint: CheckpointName | number; readonly sha256: string };
}

/** A wire from a node's output to an input port of another, counted from 0. */
export interface Edge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly toPort: number;
}

export interface Annotation {
  readonly text: string;
  readonly position: Position;
}

/** The pattern of ids. `constructor`, which every object has, is not an id. */
export const ID_PATTERN = /^(?!constructor$)[a-z][a-z0-9_-]{0,63}$/;

/** Names that refer to an object's prototype, forbidden as keys of a document. */
export const FORBIDDEN_NAMES: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const id = z.string().regex(ID_PATTERN);
const name = z.string().max(LENGTHS.name);
const text = z.string().max(LENGTHS.text);
const coordinate = z.number().min(-FARTHEST).max(FARTHEST);
const position = z.looseObject({ x: coordinate, y: coordinate });
const size = z
  .int()
  .min(1)
  .max(2 ** 31 - 1);

const weightsFrom = z.looseObject({
  graph: id,
  node: id,
  run: z
    .looseObject({
      id: z.string().min(1).max(200),
      checkpoint: z.union([z.enum(CHECKPOINTS), z.int().min(0)]),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    })
    .exactOptional(),
});

const node = z.looseObject({
  kind: z.string().min(1).max(64),
  params: z.record(z.string(), z.unknown()).default({}),
  position: position.default({ x: 0, y: 0 }),
  name: name.exactOptional(),
  note: text.exactOptional(),
  expect: z.tuple([size, size, size]).readonly().exactOptional(),
  frozen: z.boolean().exactOptional(),
  bypassed: z.boolean().exactOptional(),
  weightsFrom: weightsFrom.exactOptional(),
});

const edge = z.looseObject({
  id: z.string().min(1).max(200),
  from: z.string().min(1).max(64),
  to: z.string().min(1).max(64),
  toPort: z.int().min(0).max(255).default(0),
});

const graph = z.looseObject({
  id,
  name: name.default(''),
  variantOf: id.exactOptional(),
  nodes: z.record(id, node),
  edges: z.array(edge).max(LIMITS.edges).default([]),
  annotations: z.array(z.looseObject({ text, position })).max(LIMITS.annotations).default([]),
  training: z.record(z.string(), z.unknown()).default({}),
});

/**
 * The schema of a document. Unknown keys are kept: a newer version may have written them. `params` and `training` are parsed later, so
 * that a mistake there is a problem of one node and not of the whole file.
 */
export const documentSchema: z.ZodType<Document> = z.looseObject({
  format: z.literal('patchbay'),
  version: z.int().min(1),
  name: name.default(''),
  notes: text.default(''),
  graphs: z.array(graph).min(1).max(LIMITS.graphs),
});

/** The graph of this id. */
export function graphOf(document: Document, graphId: string): Graph | undefined {
  return document.graphs.find((candidate) => candidate.id === graphId);
}

/** The node of this id. (`nodes[id]` would also find inherited properties.) */
export function nodeOf(graph: Graph, nodeId: string): GraphNode | undefined {
  return Object.hasOwn(graph.nodes, nodeId) ? graph.nodes[nodeId] : undefined;
}

/** A graph with one Input of Fashion-MNIST's size. */
export function emptyGraph(id: string, name: string): Graph {
  const first: GraphNode = { kind: input.kind, params: {}, position: { x: 0, y: 0 } };
  return { id, name, nodes: { input: first }, edges: [], annotations: [], training: {} };
}

/**
 * A document with one graph that has one Input of Fashion-MNIST's size.
 * @example applyEdits(emptyDocument('Net'), 'model', [{ type: 'add', kind: 'Conv2D', id: 'conv1' }])
 */
export function emptyDocument(name: string): Document {
  return { format: 'patchbay', version: VERSION, name, notes: '', graphs: [emptyGraph('model', 'Model')] };
}
