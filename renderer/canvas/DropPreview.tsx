import { useReactFlow, useViewport } from 'reactflow';
import { NODE_SIZE } from '../../shared/graph/placement';
import { useDragged } from '../editor/drag';
import { graphInView, present, useEditor } from '../editor/editor';
import { spotFor } from '../editor/place';

/** The distance of the dragged layer's left edge from the pointer, in pixels. */
const GHOST = 54;

/** A preview of the wire that a dragged layer gets when dropped. */
export function DropPreview() {
  const dragged = useDragged((state) => state.dragged);
  const graph = useEditor(graphInView);
  const selected = useEditor((state) => present(state).selection.nodes);
  const { flowToScreenPosition, screenToFlowPosition } = useReactFlow();
  // Redraw the wire when the view moves.
  useViewport();
  if (!dragged) return null;
  const spot = spotFor(graph, selected, screenToFlowPosition(dragged, { snapToGrid: false }));
  const wire = graph.edges.find(({ id }) => id === spot.edge);
  const source = graph.nodes[wire?.from ?? spot.from ?? ''];
  const under = document.elementFromPoint(dragged.x, dragged.y);
  if (!source || !under?.closest('.canvas') || under.closest('.react-flow__edge')) return null;
  const { x, y } = source.position;
  const start = flowToScreenPosition({ x: x + NODE_SIZE.width, y: y + NODE_SIZE.height / 2 });
  return (
    <svg className="drop-preview" aria-hidden="true">
      <line x1={start.x} y1={start.y} x2={dragged.x - GHOST} y2={dragged.y} />
    </svg>
  );
}
