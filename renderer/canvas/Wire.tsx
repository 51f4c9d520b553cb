import { memo } from 'react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getBezierPath } from 'reactflow';
import { formatShape } from '../../shared/layers/support/shape';
import type { WireFlowEdge } from './flow';

/** How long a wire must be for its size to be written on it, in pixels. */
const ROOM = 90;

/** A wire with the size of the tensor that goes along it, where there is room. */
export const Wire = memo(function Wire(props: EdgeProps<WireFlowEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, data } = props;
  const [path, x, y] = getBezierPath(props);
  const shape = data?.shape;
  const roomy = Math.hypot(targetX - sourceX, targetY - sourceY) > ROOM;
  return (
    <>
      <BaseEdge id={id} path={path} interactionWidth={24} className={shape ? 'wire' : 'wire wire-unknown'} />
      {shape && roomy && (
        <EdgeLabelRenderer>
          <span className="wire-size" style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
            {formatShape(shape)}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
