import { z } from 'zod';
import { input } from '../layers/input';
import type { Params } from '../layers/support/kind';
import type { Triple } from '../layers/support/shape';

/** The version of the document format that this Patchbay writes. */
export const VERSION = 1;

/**
 * The most that a document may hold, all of its graphs together: bounds on memory and time, far above any graph that a person draws.
 * `values` are those of JSON: texts, numbers, lists, objects and so on; `names` those of one object.
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

/** How long the texts of a document may be, in characters: names, and notes and annotations. */
export const LENGTHS = { name: 200, text: 100_000 } as const;

/** How far from the origin anything may stand, in pixels. */
export const FARTHEST = 1e7;

/** A saved model: one or more graphs, each with how it is to be trained. Never changed in place. */
export interface Document {
  readonly format: 'patchbay';
  readonly version: number;
  readonly name: string;
  readonly notes: string;
  readonly graphs: readonly Graph[];
}

/** Whether a later version of Patchbay wrote a document: it may say things that this one does not know, which are kept. */
export const isNewer = ({ version }: Document): boolean => version > VERSION;

/** A network: layers by id, and the wires between them. */
export interface Graph {
  readonly id: string;
  readonly name: string;
  /** The graph that it is a variant of: where it has no name of its own, it is called by what differs. */
  readonly variantOf?: string;
  readonly nodes: Readonly<Record<string, GraphNode>>;
  readonly edges: readonly Edge[];
  /** Free texts on the canvas. */
  readonly annotations: readonly Annotation[];
  /** How it is to be trained, as it stands in the file; `parseTraining` reads it. */
  readonly training: Readonly<Record<string, unknown>>;
}

/** A layer in a graph. Its parameters are as they stand in the file; the layer's kind reads them. */
export interface GraphNode {
  readonly kind: string;
  readonly params: Params;
  /** Where it stands on the canvas, in pixels at 100 %. */
  readonly position: Position;
  readonly name?: string;
  readonly note?: string;
  /** The size that it should have, [H, W, C], in its author's words: another one is a problem. */
  readonly expect?: Triple;
  /** Not moved by training. */
  readonly frozen?: boolean;
  /** Left out: what comes in goes out. */
  readonly bypassed?: boolean;
  /** Another node whose trained weights it starts from. */
  readonly weightsFrom?: WeightsFrom;
}

export interface Position {
  readonly x: number;
  readonly y: number;
}

/**
 * A node of this document's graphs and, once it is known, the run that trained it. A checkpoint by its epoch's number can be read,
 * so that a document that names one opens; no run keeps such a one yet, which is a problem at the layer.
 */
export interface WeightsFrom {
  readonly graph: string;
  readonly node: string;
  readonly run?: { readonly id: string; readonly checkpoint: 'best' | 'last' | number; readonly sha256: string };
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

/** What ids look like. The one name that every object has and that fits the pattern is not an id. */
export const ID_PATTERN = /^(?!constructor$)[a-z][a-z0-9_-]{0,63}$/;

/** Names that would reach into an object's prototype: no key of a document may be one of them. */
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
      checkpoint: z.union([z.enum(['best', 'last']), z.int().min(0)]),
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
 * The envelope of a document. Keys that it does not know stay where they are: a newer version may have written them. What is
 * inside `params` and `training` is read later, so that a mistake there is a problem of one node and not of the whole file.
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

/** The node of this id: `nodes[id]` alone would also find what every object inherits. */
export function nodeOf(graph: Graph, nodeId: string): GraphNode | undefined {
  return Object.hasOwn(graph.nodes, nodeId) ? graph.nodes[nodeId] : undefined;
}

/** A graph that holds an Input of Fashion-MNIST's size. */
export function emptyGraph(id: string, name: string): Graph {
  const first: GraphNode = { kind: input.kind, params: {}, position: { x: 0, y: 0 } };
  return { id, name, nodes: { input: first }, edges: [], annotations: [], training: {} };
}

/** A document with one graph that holds an Input of Fashion-MNIST's size. */
export function emptyDocument(name: string): Document {
  return { format: 'patchbay', version: VERSION, name, notes: '', graphs: [emptyGraph('model', 'Model')] };
}
