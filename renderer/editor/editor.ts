import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { type Document, emptyDocument, type Graph, graphOf } from '../../shared/graph/document';
import { applyEdits, type Edit, EditError } from '../../shared/graph/edits/edit';
import { begin, type History, record, redo, revise, settle, undo } from '../../shared/graph/edits/history';
import type { PageFile } from '../host/files/files';
import { notify } from '../ui/ui';

/** The selection on the canvas: ids of nodes and wires, and indexes of notes, of the graph in view. */
export interface Selection {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  readonly notes: readonly number[];
}

export const NOTHING: Selection = { nodes: [], edges: [], notes: [] };

/** One undo step: the document, the graph in view and its selection. */
export interface Step {
  readonly document: Document;
  readonly graphId: string;
  readonly selection: Selection;
}

/** The open document, its history and its file. */
export interface Editor {
  readonly history: History<Step>;
  /** The document as last opened or saved. There are unsaved changes if the present document is a different object. */
  readonly saved: Document;
  /** The file that Save writes; `undefined` for a document that has never been saved. */
  readonly file: PageFile | undefined;
  /** A random id, new for each time a document is opened, for its recovery copy. */
  readonly key: string;
}

const stepOf = (document: Document): Step => ({ document, graphId: document.graphs[0]?.id ?? '', selection: NOTHING });

function opened(document: Document, file: PageFile | undefined): Editor {
  return { history: begin(stepOf(document)), saved: document, file, key: crypto.randomUUID() };
}

/** The open document. Components read it with `useEditor`, other code with `editor.getState()`. */
export const editor = createStore<Editor>(() => opened(emptyDocument(''), undefined));

/** A component's subscription to a part of the editor's state. */
export function useEditor<T>(select: (state: Editor) => T): T {
  return useStore(editor, select);
}

/** The present step of a state. */
export const present = ({ history }: Editor): Step => history.present;

/** The graph in view. A document has at least one graph. */
export function graphInView({ history }: Editor): Graph {
  const { document, graphId } = history.present;
  const graph = graphOf(document, graphId) ?? document.graphs[0];
  if (!graph) throw new Error('a document has at least one graph');
  return graph;
}

/** True if there are unsaved changes. */
export const isDirty = (state: Editor): boolean => state.saved !== present(state).document;

const put = (history: History<Step>): void => editor.setState({ history });

interface EditOptions {
  /** Consecutive steps with the same key are one undo step: `param:conv1.stride`. */
  readonly merge?: string;
  /** The selection afterwards: these nodes, or those that the edit added. Unchanged by default. */
  readonly select?: readonly string[] | 'added';
}

/**
 * Edits the graph in view as one undo step. An impossible edit changes nothing and shows a notice.
 * @returns true if the change was made
 */
export function edit(edits: readonly Edit[], options: EditOptions = {}): boolean {
  const { document, graphId } = present(editor.getState());
  return change((before) => ({ document: applyEdits(before, graphId, edits), graphId }), options, document);
}

/**
 * Edits the whole document as one undo step, for example adds a tab or renames it.
 * @returns true if the change was made
 */
export function change(
  make: (document: Document) => { readonly document: Document; readonly graphId?: string },
  options: EditOptions = {},
  document = present(editor.getState()).document,
): boolean {
  const state = editor.getState();
  const before = present(state);
  try {
    const made = make(document);
    if (made.document === document) return true;
    const graphId = made.graphId ?? before.graphId;
    const after = graphOf(made.document, graphId) ?? made.document.graphs[0];
    if (!after) return false;
    const selection = selectionAfter(before, after, graphOf(document, after.id), options.select);
    const step = { document: made.document, graphId: after.id, selection };
    put(record(state.history, step, options.merge === undefined ? {} : { merge: options.merge }));
    return true;
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    notify({ tone: 'error', text: (lang) => error.text[lang] });
    return false;
  }
}

/** The next selection: the given nodes, the added ones, or the part of the old selection that still exists. */
function selectionAfter(before: Step, after: Graph, old: Graph | undefined, wanted: EditOptions['select']): Selection {
  if (wanted === 'added') {
    const nodes = Object.keys(after.nodes).filter((id) => !old || !Object.hasOwn(old.nodes, id));
    return { ...NOTHING, nodes };
  }
  if (wanted) return { ...NOTHING, nodes: wanted };
  if (before.graphId !== after.id) return NOTHING;
  return existing(before.selection, after);
}

/** The part of a selection that exists in a graph. Returns the same lists if all of it exists, to avoid a re-render. */
function existing(selection: Selection, graph: Graph): Selection {
  const edges = new Set(graph.edges.map(({ id }) => id));
  return {
    nodes: only(selection.nodes, (id) => Object.hasOwn(graph.nodes, id)),
    edges: only(selection.edges, (id) => edges.has(id)),
    notes: only(selection.notes, (index) => index < graph.annotations.length),
  };
}

function only<T>(list: readonly T[], holds: (one: T) => boolean): readonly T[] {
  return list.every(holds) ? list : list.filter(holds);
}

/** Ends a merged undo step, when a field loses the focus or a button is released. */
export const endStep = (): void => put(settle(editor.getState().history));

/** Undoes or redoes one step. */
export const undoStep = (): void => put(undo(editor.getState().history));
export const redoStep = (): void => put(redo(editor.getState().history));

/** Selects nodes, wires and notes of the graph in view. */
export function select(selection: Partial<Selection>): void {
  const { history } = editor.getState();
  put(revise(history, { ...history.present, selection: { ...NOTHING, ...selection } }));
}

/** Shows a graph of the document. */
export function openGraph(graphId: string): void {
  const { history } = editor.getState();
  if (history.present.graphId === graphId || !graphOf(history.present.document, graphId)) return;
  put(revise(settle(history), { ...history.present, graphId, selection: NOTHING }));
}

/** Replaces the open document by another one, with a new history. */
export function openDocument(document: Document, file?: PageFile): void {
  editor.setState(opened(document, file), true);
}

/** Restores a document with unsaved changes; `saved` is the content of the file. */
export function restoreDocument(document: Document, saved: Document, file: PageFile | undefined, key: string): void {
  editor.setState({ history: begin(stepOf(document)), saved, file, key }, true);
}

/** Records that a document was saved, as the content of the file. */
export const markSaved = (saved: Document, file: PageFile | undefined): void => editor.setState({ saved, file });
