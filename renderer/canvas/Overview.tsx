import { useMemo } from 'react';
import { MiniMap, useStore } from 'reactflow';
import { NODE_SIZE } from '../../shared/graph/placement';
import { graphInView, useEditor } from '../editor/editor';
import { useMessages } from '../ui/language';
import type { CanvasNode } from './flow';
import { MESSAGES } from './messages';

/** A minimap, shown while a part of the graph is out of view. */
export function Overview() {
  const t = useMessages(MESSAGES);
  const graph = useEditor(graphInView);
  const bounds = useMemo(() => {
    const places = Object.values(graph.nodes).map(({ position }) => position);
    const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)];
    return {
      left: Math.min(...xs),
      top: Math.min(...ys),
      right: Math.max(...xs) + NODE_SIZE.width,
      bottom: Math.max(...ys) + NODE_SIZE.height,
    };
  }, [graph]);
  const beyond = useStore(({ transform: [x, y, zoom], width, height }) => {
    const { left, top, right, bottom } = bounds;
    return left * zoom + x < 0 || top * zoom + y < 0 || right * zoom + x > width || bottom * zoom + y > height;
  });
  if (!beyond) return null;
  return <MiniMap<CanvasNode> pannable zoomable ariaLabel={t('minimap')} nodeColor={colour} nodeBorderRadius={16} style={SIZE} />;
}

const SIZE = { width: 160, height: 108 };

/** The colour of a layer's family. */
function colour(node: CanvasNode): string {
  return node.type === 'layer' ? `var(--family-${node.data.layer.kind?.family ?? 'merge'})` : 'var(--warn-line)';
}
