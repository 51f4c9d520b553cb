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
 * The React Flow nodes, kept beside the document: React Flow measures and drags its own copies, and only nodes that differ
 * from the document are replaced, so that an edit redraws only the nodes it changed.
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
      // Only one node is in the tab order; arrow keys move between nodes.
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

  // The editor owns the selection: React Flow reports the user's choice and receives the selection.
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

/** True if two lists have the same objects, so that React Flow needs no update. */
function sameMembers<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((member, index) => member === b[index]);
}

/** The selected ids after some changes; `undefined` if none changes the selection. */
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
