import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { type Document, emptyDocument, type Graph, graphOf } from '../../shared/graph/document';
import { applyEdits, type Edit, EditError, editMessage } from '../../shared/graph/edits/edit';
import { begin, type History, record, redo, revise, settle, undo } from '../../shared/graph/edits/history';
import type { PageFile } from '../host/files/files';
import { notify } from '../ui/ui';

/** What is chosen on the canvas: ids of nodes, wires and (by their index) notes of the graph in view. */
export interface Selection {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  readonly notes: readonly number[];
}

export const NOTHING: Selection = { nodes: [], edges: [], notes: [] };

/** One state that undo can come back to: the document, and what was in view and chosen in it. */
export interface Step {
  readonly document: Document;
  readonly graphId: string;
  readonly selection: Selection;
}

/** The document that is open, its history, and the file that it is saved in. */
export interface Editor {
  readonly history: History<Step>;
  /** The document as it was last opened or saved; it has unsaved changes while this is another object than the present one. */
  readonly saved: Document;
  /** The file that Save writes; `undefined` for a document that was never saved. */
  readonly file: PageFile | undefined;
  /** A random name of this opening of the document, for its recovery copy. */
  readonly key: string;
}

const stepOf = (document: Document): Step => ({ document, graphId: document.graphs[0]?.id ?? '', selection: NOTHING });

function opened(document: Document, file: PageFile | undefined): Editor {
  return { history: begin(stepOf(document)), saved: document, file, key: crypto.randomUUID() };
}

/** The one open document. Components read it by `useEditor`, everything else by `editor.getState()`. */
export const editor = createStore<Editor>(() => opened(emptyDocument(''), undefined));

/** What a component needs of the editor. */
export function useEditor<T>(select: (state: Editor) => T): T {
  return useStore(editor, select);
}

/** The present step of a state. */
export const present = ({ history }: Editor): Step => history.present;

/** The graph in view. There always is one: a document has at least one graph. */
export function graphInView({ history }: Editor): Graph {
  const { document, graphId } = history.present;
  const graph = graphOf(document, graphId) ?? document.graphs[0];
  if (!graph) throw new Error('a document has at least one graph');
  return graph;
}

/** Whether there are changes that no file has. */
export const isDirty = (state: Editor): boolean => state.saved !== present(state).document;

const put = (history: History<Step>): void => editor.setState({ history });

interface EditOptions {
  /** Steps with the same key that follow one another are undone at once: `param:conv1.stride`. */
  readonly merge?: string;
  /** What is selected afterwards: these nodes, or those that the edit added; as before if not said. */
  readonly select?: readonly string[] | 'added';
}

/**
 * Makes a change of the graph in view as one step of undo. What cannot be done is said in a notice, and changes nothing.
 * @returns whether the change was made
 */
export function edit(edits: readonly Edit[], options: EditOptions = {}): boolean {
  const { document, graphId } = present(editor.getState());
  return change((before) => ({ document: applyEdits(before, graphId, edits), graphId }), options, document);
}

/**
 * Makes a change of the whole document as one step of undo: a tab more, another name.
 * @returns whether the change was made
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
    notify({ tone: 'error', text: (lang) => editMessage(error, lang) });
    return false;
  }
}

/** What stays selected: the chosen, the added, or else what is still there of what was. */
function selectionAfter(before: Step, after: Graph, old: Graph | undefined, wanted: EditOptions['select']): Selection {
  if (wanted === 'added') {
    const nodes = Object.keys(after.nodes).filter((id) => !old || !Object.hasOwn(old.nodes, id));
    return { ...NOTHING, nodes };
  }
  if (wanted) return { ...NOTHING, nodes: wanted };
  if (before.graphId !== after.id) return NOTHING;
  return existing(before.selection, after);
}

/** What there is of it in a graph: the same lists where everything is, so that nothing is drawn anew for them. */
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

/** Ends a step that further changes would have joined: a field was left, a button let go. */
export const endStep = (): void => put(settle(editor.getState().history));

/** One step back, or forward again. */
export const undoStep = (): void => put(undo(editor.getState().history));
export const redoStep = (): void => put(redo(editor.getState().history));

/** Chooses nodes, wires and notes of the graph in view. */
export function select(selection: Partial<Selection>): void {
  const { history } = editor.getState();
  put(revise(history, { ...history.present, selection: { ...NOTHING, ...selection } }));
}

/** Brings a graph of the document into view. */
export function openGraph(graphId: string): void {
  const { history } = editor.getState();
  if (history.present.graphId === graphId || !graphOf(history.present.document, graphId)) return;
  put(revise(settle(history), { ...history.present, graphId, selection: NOTHING }));
}

/** Puts another document in place of the open one, with a history of its own. */
export function openDocument(document: Document, file?: PageFile): void {
  editor.setState(opened(document, file), true);
}

/** Puts back a document with changes that no file has: `saved` is what the file held. */
export function restoreDocument(document: Document, saved: Document, file: PageFile | undefined, key: string): void {
  editor.setState({ history: begin(stepOf(document)), saved, file, key }, true);
}

/** The document was saved: this is what the file holds now. */
export const markSaved = (saved: Document, file: PageFile | undefined): void => editor.setState({ saved, file });
