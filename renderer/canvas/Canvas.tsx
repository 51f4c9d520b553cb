import 'reactflow/dist/style.css';
import './canvas.css';
import { type MouseEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import {
  Background,
  type Connection,
  type EdgeMouseHandler,
  type NodeMouseHandler,
  type OnConnectEnd,
  type OnNodeDrag,
  ReactFlow,
  SelectionMode,
  type SnapGrid,
  useNodesInitialized,
  useReactFlow,
  useStore,
} from 'reactflow';
import type { Spot } from '../../shared/graph/diagnosis/suggest';
import type { Position } from '../../shared/graph/document';
import type { Edit, EditError } from '../../shared/graph/edits/edit';
import { NODE_SIZE, STEP } from '../../shared/graph/placement';
import { canvas } from '../editor/controller';
import { setReceiver, useDragged } from '../editor/drag';
import { edit, editor, graphInView, present, select, useEditor } from '../editor/editor';
import { GRID, place, spotFor, type Target } from '../editor/place';
import { useLang, useMessages } from '../ui/language';
import { useUi } from '../ui/ui';
import { Announcer } from './Announcer';
import { ConnectSearch } from './ConnectSearch';
import { refusalOf } from './connection';
import { DropPreview } from './DropPreview';
import { EmptyHint } from './EmptyHint';
import { type CanvasNode, noteOf, portOf, type WireFlowEdge } from './flow';
import { moveFocus } from './keyboard';
import { LayerNode } from './LayerNode';
import { levelOfDetail, useMinimalDetail } from './level-of-detail';
import { MinimalFigures } from './MinimalFigures';
import { MESSAGES } from './messages';
import { NextHint } from './NextHint';
import { NoteNode } from './NoteNode';
import { Overview } from './Overview';
import type { Popup } from './popup';
import { QuickSearch } from './QuickSearch';
import { FIT, useController } from './use-controller';
import { useNodes } from './use-nodes';
import { Wire } from './Wire';
import { ZoomControls } from './ZoomControls';

const NODE_TYPES = { layer: LayerNode, note: NoteNode };
const EDGE_TYPES = { wire: Wire };

/** The number of nodes from which only visible ones are rendered. */
const MANY = 300;

/*
 * React Flow compares properties by identity: an array or function created in each render would redraw every wire
 * at each step of a drag.
 */
const SNAP: SnapGrid = [GRID, GRID];
const PAN_BUTTONS = [1, 2];
const MORE_KEYS = ['Control', 'Meta', 'Shift'];
const PRO = { hideAttribution: true };

interface Props {
  /** The React Flow panels over the graph. */
  readonly children?: ReactNode;
}

/** The canvas: layers and wires of the graph in view, edited with the pointer and the keyboard. */
export function Canvas({ children }: Props) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const flow = useReactFlow<CanvasNode, WireFlowEdge>();
  const graph = useEditor(graphInView);
  const minimap = useUi((ui) => ui.minimap);
  const dragged = useDragged((state) => state.dragged !== undefined);
  const detail = useStore(({ transform }) => levelOfDetail(transform[2]));
  const { nodes, edges, onNodesChange, onEdgesChange } = useNodes();
  const [popup, setPopup] = useState<Popup | undefined>();
  const [refused, setRefused] = useState<{ readonly error: EditError; readonly at: Position } | undefined>();
  const pointer = useRef<Position | undefined>(undefined);
  useController(setPopup, pointer);
  useFirstFit(nodes.length);

  useEffect(() => useMinimalDetail.setState({ minimal: detail === 'minimal' }), [detail]);
  useEffect(() => {
    setReceiver((kind, x, y) => {
      const under = document.elementFromPoint(x, y);
      if (under?.closest('.canvas'))
        add(kind, { at: flow.screenToFlowPosition({ x, y }, { snapToGrid: false }), edge: edgeAt(x, y) });
    });
    return () => setReceiver(undefined);
  }, [flow]);

  const openSearch = useCallback(
    (x: number, y: number, target: Target = {}) =>
      setPopup({ type: 'layers', x, y, target: { at: flow.screenToFlowPosition({ x, y }), ...target } }),
    [flow],
  );
  const closePopup = useCallback(() => {
    setPopup(undefined);
    // Keyboard navigation continues from the selection.
    setTimeout(() => canvas()?.focus());
  }, []);

  const onNodeDragStop: OnNodeDrag<CanvasNode> = useCallback((event, node, moved) => {
    const layers = moved.filter(({ type }) => type === 'layer');
    const positions = Object.fromEntries(layers.map(({ id, position }) => [id, position]));
    const notes = moved.flatMap(({ id, position }): Edit[] => {
      const index = noteOf(id);
      return index === undefined ? [] : [{ type: 'annotation', index, position }];
    });
    const { edges: wires } = graphInView(editor.getState());
    const free = layers.length === 1 && wires.every(({ from, to }) => from !== node.id && to !== node.id);
    const point = 'touches' in event ? event.touches[0] : event;
    const edge = free && point ? edgeAt(point.clientX, point.clientY) : undefined;
    const inserted: readonly Edit[] = edge === undefined ? [] : [{ type: 'insertNode', edge, node: node.id }];
    edit([{ type: 'moveMany', positions }, ...notes, ...inserted]);
  }, []);

  const isValidConnection = useCallback((wire: Connection | WireFlowEdge) => {
    const error = refusalOf(graphInView(editor.getState()), wire);
    setRefused(error && { error, at: pointer.current ?? { x: 0, y: 0 } });
    return !error;
  }, []);

  const onConnectEnd: OnConnectEnd = useCallback(
    (event, { isValid, fromNode, fromHandle }) => {
      setRefused(undefined);
      if (isValid !== null || !fromNode || fromHandle?.type !== 'source') return;
      const { clientX, clientY } = 'changedTouches' in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event;
      const over = document.elementFromPoint(clientX, clientY)?.closest('.react-flow__node')?.getAttribute('data-id');
      // A drop anywhere on a node uses its first free input.
      if (over && over !== fromNode.id && noteOf(over) === undefined) edit([{ type: 'connect', from: fromNode.id, to: over }]);
      else if (!over) openSearch(clientX, clientY, { from: fromNode.id });
    },
    [openSearch],
  );

  const onEdgeDoubleClick: EdgeMouseHandler<WireFlowEdge> = useCallback(
    ({ clientX, clientY }, { id }) => openSearch(clientX, clientY, { edge: id }),
    [openSearch],
  );
  const onDoubleClick = useCallback(
    ({ target, clientX, clientY }: MouseEvent) => {
      if (target instanceof Element && target.classList.contains('react-flow__pane')) openSearch(clientX, clientY);
    },
    [openSearch],
  );

  const count = Object.keys(graph.nodes).length;
  const empty = count === 1 && graph.edges.length === 0 && graph.annotations.length === 0;
  return (
    <main
      className="canvas"
      aria-label={t('canvas')}
      data-detail={detail}
      data-dragged={dragged || undefined}
      onPointerMove={({ clientX, clientY }) => {
        pointer.current = { x: clientX, y: clientY };
      }}
      onPointerLeave={() => {
        pointer.current = undefined;
      }}
    >
      <ReactFlow<CanvasNode, WireFlowEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange}
        onNodeDragStop={onNodeDragStop}
        onNodeClick={selectAlone}
        onEdgesChange={onEdgesChange}
        isValidConnection={isValidConnection}
        onConnect={connect}
        onConnectEnd={onConnectEnd}
        onReconnect={reconnect}
        onEdgeDoubleClick={onEdgeDoubleClick}
        onDoubleClick={onDoubleClick}
        onKeyDown={moveFocus}
        snapToGrid
        snapGrid={SNAP}
        selectionOnDrag
        selectionKeyCode={null}
        multiSelectionKeyCode={MORE_KEYS}
        selectionMode={SelectionMode.Partial}
        panOnDrag={PAN_BUTTONS}
        panOnScroll
        zoomOnDoubleClick={false}
        disableKeyboardA11y
        edgesFocusable={false}
        deleteKeyCode={null}
        minZoom={0.05}
        maxZoom={2}
        onlyRenderVisibleElements={nodes.length > MANY}
        proOptions={PRO}
      >
        <Background gap={GRID * 3} size={1.2} color="var(--grid)" />
        <MinimalFigures />
        {minimap && count > 1 && <Overview />}
        <ZoomControls />
        {children}
      </ReactFlow>
      <Announcer />
      {dragged && <DropPreview />}
      {empty && <EmptyHint />}
      {count === 2 && !popup && !dragged && <NextHint onChoose={(kind) => add(kind, {})} />}
      {refused && (
        <p className="canvas-refusal" role="status" style={{ left: refused.at.x + 14, top: refused.at.y + 14 }}>
          {refused.error.text[lang]}
        </p>
      )}
      {popup?.type === 'layers' && (
        <QuickSearch
          x={popup.x}
          y={popup.y}
          spot={spotOf(popup.target)}
          onChoose={(kind) => {
            closePopup();
            add(kind, popup.target);
          }}
          onClose={closePopup}
        />
      )}
      {popup?.type === 'connect' && <ConnectSearch x={popup.x} y={popup.y} from={popup.from} onClose={closePopup} />}
    </main>
  );
}

/** Adds a layer, and selects it. */
function add(kind: string, target: Target): void {
  const state = editor.getState();
  const placed = place(graphInView(state), kind, present(state).selection.nodes, target);
  if (edit(placed.edits, { select: [placed.id] })) canvas()?.keepInView(placed.id);
}

/** The spot of a new layer in the graph, for computing its size. */
function spotOf({ at, from, edge }: Target): Spot {
  const state = editor.getState();
  if (edge !== undefined) return { edge };
  return from === undefined ? spotFor(graphInView(state), present(state).selection.nodes, at) : { from: from ?? undefined };
}

/** A plain click on one of several selected nodes selects only that one. */
const selectAlone: NodeMouseHandler<CanvasNode> = ({ ctrlKey, metaKey, shiftKey }, { id }) => {
  const { nodes, notes } = present(editor.getState()).selection;
  if (ctrlKey || metaKey || shiftKey || nodes.length + notes.length < 2) return;
  const note = noteOf(id);
  select(note === undefined ? { nodes: [id] } : { notes: [note] });
};

function connection(from: string, to: string, handle: string | null): Edit {
  const toPort = portOf(handle);
  return { type: 'connect', from, to, ...(toPort !== undefined && { toPort }) };
}

function connect({ source, target, targetHandle }: Connection): void {
  edit([connection(source, target, targetHandle)]);
}

/** Reconnects the end of a wire to another port. */
function reconnect(old: WireFlowEdge, { source, target, targetHandle }: Connection): void {
  edit([{ type: 'disconnect', edge: old.id }, connection(source, target, targetHandle)]);
}

/** The wire at a window position, ignoring elements above it. */
function edgeAt(x: number, y: number): string | undefined {
  for (const element of document.elementsFromPoint(x, y)) {
    const id = element.closest('.react-flow__edge')?.getAttribute('data-id');
    if (id) return id;
  }
  return undefined;
}

/** The canvas height, in pixels, below which a lone Input is drawn small. */
const LOW = 520;

/** Fits a newly opened document or graph into the view. */
function useFirstFit(drawn: number): void {
  const flow = useReactFlow();
  const graph = useEditor(graphInView);
  const key = useEditor((state) => `${state.key} ${present(state).graphId}`);
  const measured = useNodesInitialized();
  const fitted = useRef('');
  useEffect(() => {
    const count = Object.keys(graph.nodes).length + graph.annotations.length;
    if (!measured || fitted.current === key || drawn !== count) return;
    fitted.current = key;
    const { clientWidth: width = 0, clientHeight: height = 0 } = document.querySelector('.canvas') ?? {};
    // The hint is below a lone Input.
    const zoom = height < LOW ? 0.6 : 1;
    const x = (width - NODE_SIZE.width * zoom) / 2 - (STEP * zoom) / 2;
    if (count === 1) void flow.setViewport({ x, y: 48 * zoom, zoom });
    else void flow.fitView(FIT);
  }, [flow, graph, key, measured, drawn]);
}
