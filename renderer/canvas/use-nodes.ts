import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { applyNodeChanges, type EdgeChange, type NodeChange } from 'reactflow';
import { useDifferences } from '../documents/graph-tabs/use-differences';
import { useDiagnosis } from '../editor/diagnosis';
import { editor, graphInView, present, select, useEditor } from '../editor/editor';
import { useLang, useMessages } from '../ui/language';
import { accessibleNameId } from './AccessibleName';
import { type CanvasNode, flowEdges, flowNodes, flowNotes, noteOf, type WireFlowEdge } from './flow';
import { MESSAGES } from './messages';

/**
 * What React Flow draws, kept beside the document: it measures and drags copies of its own, and only what is no longer as the
 * document says is replaced, so that a change draws again what it changed.
 */
export function useNodes() {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const graph = useEditor(graphInView);
  const selection = useEditor((state) => present(state).selection);
  const { inference, problems } = useDiagnosis();
  const differences = useDifferences();
  const [nodes, setNodes] = useState<CanvasNode[]>([]);
  const namedIn = useRef(lang);
  useEffect(() => {
    setNodes((before) => {
      const known = new Map(before.map((node) => [node.id, node]));
      const layers = flowNodes(graph, { inference, problems, differences }, namedIn.current === lang ? known : undefined);
      const made: readonly CanvasNode[] = [...layers, ...flowNotes(graph, known)];
      namedIn.current = lang;
      const chosen = new Set([...selection.nodes, ...selection.notes.map((index) => `note:${index}`)]);
      // One node alone is in the order of the Tab key; the arrows lead on from there.
      const stop = selection.nodes[0] ?? layers[0]?.id;
      const drawn = made.map((node): CanvasNode => {
        const selected = chosen.has(node.id);
        const tabIndex = node.id === stop || noteOf(node.id) !== undefined ? 0 : -1;
        const old = known.get(node.id);
        if (old === node && (node.selected ?? false) === selected && node.domAttributes?.tabIndex === tabIndex) return node;
        const domAttributes = { tabIndex, 'aria-roledescription': t(node.type === 'note' ? 'note' : 'layer') };
        if (node.type === 'note') return { ...(old?.type === 'note' ? old : {}), ...node, selected, domAttributes };
        const named = { ...domAttributes, 'aria-labelledby': accessibleNameId(node.id) };
        return { ...(old?.type === 'layer' ? old : {}), ...node, selected, domAttributes: named };
      });
      return sameMembers(before, drawn) ? before : drawn;
    });
  }, [graph, inference, problems, differences, selection.nodes, selection.notes, t, lang]);

  const wiresBefore = useRef<readonly WireFlowEdge[]>([]);
  const wires = useMemo(() => {
    const before = wiresBefore.current;
    const made = flowEdges(graph, inference, new Map(before.map((edge) => [edge.id, edge])));
    wiresBefore.current = sameMembers(before, made) ? before : made;
    return wiresBefore.current;
  }, [graph, inference]);
  const edges = useMemo(() => {
    const chosen = new Set(selection.edges);
    return wires.map((edge) => (chosen.has(edge.id) ? { ...edge, selected: true } : edge));
  }, [wires, selection.edges]);

  // What is selected is the editor's: React Flow says what a person chose, and is told what is chosen.
  const onNodesChange = useCallback((changes: NodeChange<CanvasNode>[]) => {
    const before = present(editor.getState()).selection;
    const chosen = selectedAfter(changes, [...before.nodes, ...before.notes.map((index) => `note:${index}`)]);
    if (chosen) {
      const notes = chosen.map(noteOf).filter((index) => index !== undefined);
      select({ ...before, nodes: chosen.filter((id) => noteOf(id) === undefined), notes });
    }
    const others = changes.filter(({ type }) => type !== 'remove' && type !== 'select');
    if (others.length > 0) setNodes((now) => applyNodeChanges(others, now));
  }, []);
  const onEdgesChange = useCallback((changes: EdgeChange<WireFlowEdge>[]) => {
    const before = present(editor.getState()).selection;
    const chosen = selectedAfter(changes, before.edges);
    if (chosen) select({ ...before, edges: chosen });
  }, []);
  return { nodes, edges, onNodesChange, onEdgesChange };
}

/** Whether two lists hold the same objects: there is nothing to tell React Flow then. */
function sameMembers<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((member, index) => member === b[index]);
}

/** The ids that are selected after some changes; `undefined` where none is about that. */
function selectedAfter(
  changes: readonly (NodeChange<CanvasNode> | EdgeChange<WireFlowEdge>)[],
  before: readonly string[],
): readonly string[] | undefined {
  const chosen = new Set(before);
  let found = false;
  for (const change of changes) {
    if (change.type !== 'select') continue;
    found = true;
    if (change.selected) chosen.add(change.id);
    else chosen.delete(change.id);
  }
  return found ? [...chosen] : undefined;
}
