import 'reactflow/dist/style.css';
import './canvas.css';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  applyNodeChanges,
  Background,
  type Connection,
  type EdgeChange,
  MiniMap,
  type NodeChange,
  ReactFlow,
  SelectionMode,
  useNodesInitialized,
  useReactFlow,
  useStore,
} from 'reactflow';
import type { Position } from '../../shared/graph/document';
import { type EditError, editMessage } from '../../shared/graph/edit';
import { useUi } from '../app/ui';
import { useDiagnosis } from '../editor/diagnosis';
import { edit, editor, graphInView, present, select, useEditor } from '../editor/editor';
import { useDifferences } from '../graphs/use-differences';
import { useLang, useWords } from '../words/words';
import { refusalOf } from './connection';
import { setCanvas } from './controller';
import { setReceiver, useDragged } from './drag';
import { EmptyHint } from './EmptyHint';
import { flowEdges, flowNodes, type LayerFlowNode, portOf, type WireFlowEdge } from './flow';
import { moveFocus } from './keyboard';
import { LayerNode } from './LayerNode';
import { renameInPlace } from './NameField';
import { GRID, place, type Target } from './place';
import { QuickSearch } from './QuickSearch';
import { Wire } from './Wire';
import { WORDS } from './words';
import { ZoomControls } from './ZoomControls';

const NODE_TYPES = { layer: LayerNode };
const EDGE_TYPES = { wire: Wire };
const FIT = { padding: 0.15, maxZoom: 1 };

/** From how many nodes on only those in view are drawn. */
const MANY = 300;

/** The graph in view: layers and wires, and what can be done to them with the pointer and the arrow keys. */
export function Canvas() {
  const say = useWords(WORDS);
  const lang = useLang();
  const flow = useReactFlow<LayerFlowNode, WireFlowEdge>();
  const graph = useEditor(graphInView);
  const selection = useEditor((state) => present(state).selection);
  const minimap = useUi((ui) => ui.minimap);
  const dragged = useDragged((state) => state.dragged !== undefined);
  const far = useStore(({ transform }) => transform[2] < 0.5);
  const { inference, problems } = useDiagnosis();
  const differences = useDifferences();
  const [search, setSearch] = useState<{ readonly x: number; readonly y: number; readonly target: Target } | undefined>();
  const [refused, setRefused] = useState<{ readonly error: EditError; readonly x: number; readonly y: number } | undefined>();
  const pointer = useRef({ x: 0, y: 0 });

  const [nodes, setNodes] = useState<LayerFlowNode[]>([]);
  const edgesBefore = useRef<ReadonlyMap<string, WireFlowEdge>>(new Map());
  // React Flow measures and drags its own copies; what the document says replaces only what is no longer as it was.
  useEffect(() => {
    setNodes((before) => {
      const known = new Map(before.map((node) => [node.id, node]));
      const chosen = new Set(selection.nodes);
      return flowNodes(graph, { inference, problems, differences }, known).map((node) => {
        const old = known.get(node.id);
        const selected = chosen.has(node.id);
        if (old === node && (old.selected ?? false) === selected) return old;
        return { ...old, ...node, selected };
      });
    });
  }, [graph, inference, problems, differences, selection.nodes]);
  const edges = useMemo(() => {
    const made = flowEdges(graph, inference, edgesBefore.current);
    edgesBefore.current = new Map(made.map((edge) => [edge.id, edge]));
    const chosen = new Set(selection.edges);
    return made.map((edge) => (chosen.has(edge.id) ? { ...edge, selected: true } : edge));
  }, [graph, inference, selection.edges]);

  const add = useCallback((kind: string, target: Target) => {
    const state = editor.getState();
    const placed = place(graphInView(state), kind, present(state).selection.nodes, target);
    edit(placed.edits, { select: [placed.id] });
  }, []);

  useEffect(() => {
    setReceiver((kind, x, y) => {
      const under = document.elementFromPoint(x, y);
      if (!under?.closest('.canvas')) return;
      const edge = under.closest('.react-flow__edge')?.getAttribute('data-id') ?? undefined;
      add(kind, { at: flow.screenToFlowPosition({ x, y }, { snapToGrid: false }), edge });
    });
    return () => setReceiver(undefined);
  }, [add, flow]);

  const openSearch = useCallback(
    (x: number, y: number, target: Target = {}) =>
      setSearch({ x, y, target: { at: flow.screenToFlowPosition({ x, y }), ...target } }),
    [flow],
  );

  useEffect(() => {
    const middle = () => {
      const box = document.querySelector('.canvas')?.getBoundingClientRect();
      return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x: 0, y: 0 };
    };
    const focusNode = (id: string) =>
      requestAnimationFrame(() => document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus());
    setCanvas({
      fit: () => void flow.fitView(FIT),
      zoomToSelection: () =>
        void flow.fitView({ ...FIT, nodes: present(editor.getState()).selection.nodes.map((id) => ({ id })) }),
      zoomIn: () => void flow.zoomIn(),
      zoomOut: () => void flow.zoomOut(),
      zoomTo100: () => void flow.zoomTo(1),
      reveal: (node) => {
        select({ nodes: [node] });
        void flow.fitView({ nodes: [{ id: node }], maxZoom: flow.getZoom(), minZoom: flow.getZoom() });
        focusNode(node);
      },
      center: () => flow.screenToFlowPosition(middle()),
      rename: (node) => renameInPlace(node),
      search: (at?: Position) => {
        const { x, y } = at ? flow.flowToScreenPosition(at) : middle();
        const target = at ? { at } : {};
        setSearch({ x, y, target });
      },
      focus: () => {
        const [first] = present(editor.getState()).selection.nodes;
        focusNode(first ?? 'input');
      },
    });
    return () => setCanvas(undefined);
  }, [flow]);

  // Another document, or another of its graphs, is seen whole at first.
  const key = useEditor((state) => `${state.key} ${present(state).graphId}`);
  const measured = useNodesInitialized();
  const fitted = useRef('');
  useEffect(() => {
    if (!measured || fitted.current === key || nodes.length !== Object.keys(graph.nodes).length) return;
    fitted.current = key;
    void flow.fitView(FIT);
  }, [flow, graph, key, measured, nodes.length]);

  // What is selected is the editor's: React Flow says what a person chose, and is told what is chosen.
  const onNodesChange = useCallback((changes: NodeChange<LayerFlowNode>[]) => {
    const chosen = selectedAfter(changes, present(editor.getState()).selection.nodes);
    if (chosen) select({ ...present(editor.getState()).selection, nodes: chosen });
    setNodes((before) =>
      applyNodeChanges(
        changes.filter(({ type }) => type !== 'remove' && type !== 'select'),
        before,
      ),
    );
  }, []);
  const onEdgesChange = useCallback((changes: EdgeChange<WireFlowEdge>[]) => {
    const chosen = selectedAfter(changes, present(editor.getState()).selection.edges);
    if (chosen) select({ ...present(editor.getState()).selection, edges: chosen });
  }, []);

  const empty = Object.keys(graph.nodes).length === 1 && graph.edges.length === 0;
  return (
    <main
      className="canvas"
      aria-label={say('canvas')}
      data-far={far || undefined}
      data-dragged={dragged || undefined}
      onPointerMove={({ clientX, clientY }) => {
        pointer.current = { x: clientX, y: clientY };
      }}
    >
      <ReactFlow<LayerFlowNode, WireFlowEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange}
        onNodeDragStop={(_, __, moved) => {
          const positions = Object.fromEntries(moved.map(({ id, position }) => [id, position]));
          edit([{ type: 'moveMany', positions }]);
        }}
        onEdgesChange={onEdgesChange}
        isValidConnection={(wire) => {
          const error = refusalOf(graph, wire);
          setRefused(error && { error, ...pointer.current });
          return !error;
        }}
        onConnect={({ source, target, targetHandle }: Connection) => {
          const toPort = portOf(targetHandle);
          edit([{ type: 'connect', from: source, to: target, ...(toPort !== undefined && { toPort }) }]);
        }}
        onConnectEnd={(event, state) => {
          setRefused(undefined);
          if (state.isValid !== null || !state.fromNode || state.fromHandle?.type !== 'source') return;
          const { clientX, clientY } =
            'changedTouches' in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event;
          openSearch(clientX, clientY, { from: state.fromNode.id });
        }}
        onReconnect={(old, { source, target, targetHandle }) => {
          const toPort = portOf(targetHandle);
          edit([
            { type: 'disconnect', edge: old.id },
            { type: 'connect', from: source, to: target, ...(toPort !== undefined && { toPort }) },
          ]);
        }}
        onEdgeDoubleClick={({ clientX, clientY }, { id }) => openSearch(clientX, clientY, { edge: id })}
        onDoubleClick={({ target, clientX, clientY }) => {
          if (target instanceof Element && target.classList.contains('react-flow__pane')) openSearch(clientX, clientY);
        }}
        onKeyDown={moveFocus}
        ariaLabelConfig={{ 'node.a11yDescription.default': '', 'edge.a11yDescription.default': '' }}
        snapToGrid
        snapGrid={[GRID, GRID]}
        selectionOnDrag
        selectionMode={SelectionMode.Partial}
        panOnDrag={[1, 2]}
        panOnScroll
        zoomOnDoubleClick={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        minZoom={0.05}
        maxZoom={2}
        onlyRenderVisibleElements={nodes.length > MANY}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={GRID * 3} size={1.2} color="var(--grid)" />
        {minimap && nodes.length >= 12 && <MiniMap pannable zoomable ariaLabel="" />}
        <ZoomControls />
      </ReactFlow>
      {empty && <EmptyHint />}
      {refused && (
        <p className="canvas-refusal" role="status" style={{ left: refused.x + 14, top: refused.y + 14 }}>
          {editMessage(refused.error, lang)}
        </p>
      )}
      {search && (
        <QuickSearch
          x={search.x}
          y={search.y}
          onChoose={(kind) => {
            setSearch(undefined);
            add(kind, search.target);
          }}
          onClose={() => setSearch(undefined)}
        />
      )}
    </main>
  );
}

/** The ids that are selected after some changes; `undefined` where none is about that. */
function selectedAfter(
  changes: readonly (NodeChange<LayerFlowNode> | EdgeChange<WireFlowEdge>)[],
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
