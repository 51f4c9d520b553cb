import { create } from 'zustand';
import { deepEqual } from '../../../shared/graph/deep-equal';
import { graphTitle } from '../../../shared/graph/differences/title';
import { graphOf, nodeOf } from '../../../shared/graph/document';
import { detach } from '../../../shared/graph/edits/detach';
import {
  addGraph,
  duplicateAsVariant,
  duplicateGraph,
  moveGraph,
  removeGraph,
  renameGraph,
} from '../../../shared/graph/edits/document-edits';
import { upstream, wiringOf } from '../../../shared/graph/wiring';
import { type CodeOf, type LocalizedText, translate, type Values } from '../../../shared/i18n/i18n';
import { change, editor, graphInView, openGraph, present, undoStep } from '../../editor/editor';
import { graphOfRun, readRecord } from '../../editor/records';
import { runOf, useRuns } from '../../editor/runs-store';
import { message, notify, useUi } from '../../ui/ui';
import { MESSAGES } from './messages';

/** The graph being renamed in its tab, if any. */
export const useRenamedGraph = create<{ readonly graph: string | undefined }>(() => ({ graph: undefined }));

/** Starts renaming a graph in its tab. */
export const renameInTab = (graph: string | undefined): void => useRenamedGraph.setState({ graph });

const inView = (): string => graphInView(editor.getState()).id;

const t = (code: CodeOf<typeof MESSAGES>, values: Values): string => translate(MESSAGES, code, values, useUi.getState().lang);

/** The title of a graph of the open document. */
function titleOf(graphId: string): LocalizedText {
  const { document } = present(editor.getState());
  const graph = graphOf(document, graphId);
  return graph ? graphTitle(document, graph) : { en: graphId, es: graphId };
}

/** Adds an empty graph, and shows it. */
export function newGraph(): void {
  change((document) => addGraph(document, t('newName', { n: document.graphs.length + 1 })));
}

/** Duplicates a graph with a new name, and shows the copy. */
export function duplicate(graphId = inView()): void {
  const name = t('copyName', { name: titleOf(graphId) });
  change((document) => duplicateGraph(document, graphId, name));
}

/** Duplicates a graph as a variant, named after its differences, and shows it. */
export function makeVariant(graphId = inView()): void {
  change((document) => duplicateAsVariant(document, graphId));
}

/** Deletes a graph, and offers Undo. */
export function deleteGraph(graphId = inView()): void {
  const name = titleOf(graphId);
  if (!change((document) => removeGraph(document, graphId))) return;
  const action = { label: message(MESSAGES, 'undo'), run: undoStep };
  notify({ tone: 'info', text: message(MESSAGES, 'deleted', { name }), action });
}

/** Renames a graph. */
export function nameGraph(graphId: string, name: string): void {
  change((document) => ({ document: renameGraph(document, graphId, name) }));
}

/** Moves a graph's tab by a number of places. */
export function shiftGraph(graphId: string, by: number): void {
  const index = present(editor.getState()).document.graphs.findIndex(({ id }) => id === graphId);
  putGraph(graphId, index + by);
}

/** Moves a graph's tab to an index. */
export function putGraph(graphId: string, index: number): void {
  change((document) => ({ document: moveGraph(document, graphId, index) }));
}

/** Shows the next or previous graph, cyclically. */
export function showNeighbour(by: 1 | -1): void {
  const { graphs } = present(editor.getState()).document;
  const index = graphs.findIndex(({ id }) => id === inView());
  const next = graphs[(index + by + graphs.length) % graphs.length];
  if (next) openGraph(next.id);
}

/**
 * Copies everything up to a node into a new classifier, and shows it. Its weights come from the run in view if that
 * trained the same layers, and else from the newest run when training starts.
 */
export async function detachAt(node: string): Promise<void> {
  const graphId = inView();
  const run = await weightsInView(graphId, node);
  if (!change((document) => detach(document, graphId, node, run?.weights))) return;
  notify({ tone: 'info', text: run ? message(MESSAGES, 'detached.run', { run: run.name }) : message(MESSAGES, 'detached') });
}

/** The best weights of the run in view, if it trained the same layers up to a node. */
async function weightsInView(graphId: string, node: string) {
  const state = useRuns.getState();
  const run = runOf(state, state.view);
  if (!run?.weights.best || run.graph.id !== graphId) return undefined;
  const record = await readRecord(run.id);
  const trained = record && graphOfRun(record);
  const here = graphOf(present(editor.getState()).document, graphId);
  if (!trained || !here || !nodeOf(trained, node)) return undefined;
  const [before, now] = [trained, here].map((graph) => {
    const kept = upstream(wiringOf(graph), node);
    const nodes = Object.entries(graph.nodes).filter(([id]) => kept.has(id));
    return Object.fromEntries(nodes.map(([id, { kind, params, bypassed }]) => [id, { kind, params, bypassed }]));
  });
  if (!deepEqual(before, now)) return undefined;
  return { name: run.name, weights: { id: run.id, checkpoint: 'best' as const, sha256: run.weights.best } };
}
