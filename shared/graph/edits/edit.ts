import { kindOf } from '../../layers/index';
import type { Params } from '../../layers/support/kind';
import type { Triple } from '../../layers/support/shape';
import { deepEqual } from '../deep-equal';
import {
  type Document,
  FORBIDDEN_NAMES,
  type Graph,
  type GraphNode,
  graphOf,
  LENGTHS,
  type Position,
  type WeightsFrom,
} from '../document';
import { annotate, changeAnnotation, removeAnnotation } from './annotations';
import { EditError } from './error';
import { copyNodes, type Fragment } from './fragment';
import { checkLimits } from './limits';
import { addNode, cutNodes, moveNodes, needNode, removeNodes, replaceNode } from './nodes';
import { paste } from './paste';
import { connect, disconnect, insertNode, insertOnEdge } from './wires';

export { EditError } from './error';

/**
 * One change of a graph, as data, for the canvas, fixes and scripts alike. Ids that are left out are chosen. In `params` and
 * `settings`, `undefined` resets a value to its default; `kind` makes a layer one of another kind. `remove` joins the neighbours of removed nodes, `cut` does not. `paste` puts
 * the top left corner of a fragment at `position`, and with `keepInputs` wires it to the nodes that fed the originals.
 */
export type Edit =
  | { readonly type: 'add'; readonly kind: string; readonly params?: Params; readonly position?: Position; readonly id?: string }
  | { readonly type: 'connect'; readonly from: string; readonly to: string; readonly toPort?: number }
  | { readonly type: 'disconnect'; readonly edge: string }
  | { readonly type: 'change'; readonly node: string; readonly params: Params; readonly kind?: string }
  | { readonly type: 'move'; readonly node: string; readonly position: Position }
  | { readonly type: 'moveMany'; readonly positions: Readonly<Record<string, Position>> }
  | { readonly type: 'remove'; readonly nodes: readonly string[] }
  | { readonly type: 'cut'; readonly nodes: readonly string[] }
  | { readonly type: 'duplicate'; readonly nodes: readonly string[] }
  | { readonly type: 'paste'; readonly clip: Fragment; readonly position?: Position; readonly keepInputs?: boolean }
  | { readonly type: 'insert'; readonly edge: string; readonly kind: string; readonly params?: Params; readonly id?: string }
  | { readonly type: 'insertNode'; readonly edge: string; readonly node: string }
  | { readonly type: 'rename'; readonly node: string; readonly name: string }
  | { readonly type: 'note'; readonly node: string; readonly note: string }
  | { readonly type: 'bypass'; readonly node: string; readonly bypassed: boolean }
  | { readonly type: 'freeze'; readonly nodes: readonly string[]; readonly frozen: boolean }
  | { readonly type: 'expect'; readonly node: string; readonly size: Triple | undefined }
  | { readonly type: 'weights'; readonly node: string; readonly from: WeightsFrom | undefined }
  | { readonly type: 'annotate'; readonly text: string; readonly position: Position }
  | { readonly type: 'annotation'; readonly index: number; readonly text?: string; readonly position?: Position }
  | { readonly type: 'removeAnnotation'; readonly index: number }
  | { readonly type: 'train'; readonly settings: Params };

/**
 * Applies one change and returns the new document. Documents are immutable, and unchanged parts are the same objects: undo keeps the
 * old document, and inference finds the changes by identity.
 * @throws EditError if the change cannot be made
 */
export function applyEdit(document: Document, graphId: string, edit: Edit): Document {
  const graph = graphOf(document, graphId);
  if (!graph) throw new EditError('noGraph', { graph: graphId });
  const changed = editGraph(graph, edit);
  if (changed === graph) return document;
  const result = { ...document, graphs: document.graphs.map((candidate) => (candidate === graph ? changed : candidate)) };
  if (GROWING.has(edit.type)) checkLimits(result);
  return result;
}

/** The edits after which a graph can have more nodes, wires or annotations. */
const GROWING: ReadonlySet<Edit['type']> = new Set([
  ...(['add', 'connect', 'insert', 'insertNode', 'remove', 'duplicate', 'paste', 'annotate'] as const),
]);

/** Applies several changes one after another, all or none. @throws EditError if one of them cannot be made */
export function applyEdits(document: Document, graphId: string, edits: readonly Edit[]): Document {
  return edits.reduce((result, edit) => applyEdit(result, graphId, edit), document);
}

const ORIGIN: Position = { x: 0, y: 0 };

function editGraph(graph: Graph, edit: Edit): Graph {
  switch (edit.type) {
    case 'add':
      return addNode(graph, edit.kind, checked(edit.params ?? {}), edit.position ?? ORIGIN, edit.id);
    case 'connect':
      return connect(graph, edit.from, edit.to, edit.toPort);
    case 'disconnect':
      return disconnect(graph, edit.edge);
    case 'change':
      if (edit.kind !== undefined && !kindOf(edit.kind)) throw new EditError('noKind', { kind: edit.kind });
      return editNode(graph, edit.node, (node) => ({
        ...node,
        kind: edit.kind ?? node.kind,
        params: changed(node.params, edit.params),
      }));
    case 'move':
      return moveNodes(graph, { [edit.node]: edit.position });
    case 'moveMany':
      return moveNodes(graph, edit.positions);
    case 'remove':
      return removeNodes(graph, edit.nodes);
    case 'cut':
      return cutNodes(graph, edit.nodes);
    case 'duplicate':
      return paste(graph, copyNodes(graph, edit.nodes), { moreInputs: true });
    case 'paste':
      return paste(graph, edit.clip, edit);
    case 'insert':
      return insertOnEdge(graph, edit.edge, edit.kind, checked(edit.params ?? {}), edit.id);
    case 'insertNode':
      return insertNode(graph, edit.edge, edit.node);
    case 'rename':
      return editNode(graph, edit.node, (node) => withText(node, 'name', edit.name.slice(0, LENGTHS.name)));
    case 'note':
      return editNode(graph, edit.node, (node) => withText(node, 'note', edit.note.slice(0, LENGTHS.text)));
    case 'bypass':
      return editNode(graph, edit.node, (node) => {
        if (kindOf(node.kind)?.inputs.max === 0) throw new EditError('cannotBypass', { node: edit.node });
        return withFlag(node, 'bypassed', edit.bypassed);
      });
    case 'freeze':
      return edit.nodes.reduce((result, id) => editNode(result, id, (node) => withFlag(node, 'frozen', edit.frozen)), graph);
    case 'expect':
      return editNode(graph, edit.node, ({ expect: _, ...node }) => (edit.size ? { ...node, expect: edit.size } : node));
    case 'weights':
      return editNode(graph, edit.node, ({ weightsFrom: _, ...node }) =>
        edit.from ? { ...node, weightsFrom: edit.from } : node,
      );
    case 'annotate':
      return annotate(graph, edit.text, edit.position);
    case 'annotation':
      return changeAnnotation(graph, edit.index, edit.text, edit.position);
    case 'removeAnnotation':
      return removeAnnotation(graph, edit.index);
    case 'train': {
      const training = changed(graph.training, edit.settings);
      return deepEqual(training, graph.training) ? graph : { ...graph, training };
    }
  }
}

/** Returns the same graph if nothing changed, so that there is no step to undo. */
function editNode(graph: Graph, id: string, change: (node: GraphNode) => GraphNode): Graph {
  const node = needNode(graph, id);
  const changed = change(node);
  return deepEqual(node, changed) ? graph : replaceNode(graph, id, changed);
}

/** Drops empty texts and unset flags, which keeps the file short. */
function withText(node: GraphNode, key: 'name' | 'note', text: string): GraphNode {
  const { [key]: _, ...rest } = node;
  return text === '' ? rest : { ...rest, [key]: text };
}

function withFlag(node: GraphNode, key: 'bypassed' | 'frozen', on: boolean): GraphNode {
  const { [key]: _, ...rest } = node;
  return on ? { ...rest, [key]: true } : rest;
}

function changed(old: Params, changes: Params): Params {
  const entries = Object.entries({ ...old, ...checked(changes) });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/**
 * Checks that a value can be saved: JSON that `parseDocument` accepts. −0, which JSON lacks, becomes 0.
 */
function checked(values: Params): Params {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (FORBIDDEN_NAMES.has(name) || (value !== undefined && !isStorable(value))) throw new EditError('notJson', { name });
      return [name, value === undefined ? undefined : JSON.parse(JSON.stringify(value))];
    }),
  );
}

/** The maximum depth of a parameter's value: far less than that of the document around it. */
const DEEPEST = 16;

function isStorable(value: unknown, depth = 0): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth > DEEPEST) return false;
  return Object.entries(value).every(([name, child]) => !FORBIDDEN_NAMES.has(name) && isStorable(child, depth + 1));
}
