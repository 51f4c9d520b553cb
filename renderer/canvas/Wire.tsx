import { memo } from 'react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from 'reactflow';
import { formatShape } from '../../shared/layers/support/shape';
import { wirePath } from '../picture/wire-path';
import type { WireFlowEdge } from './flow';

/** How long a wire must be for its size to be written on it, in pixels. */
const ROOM = 90;

/** A wire with the size of the tensor that goes along it, where there is room. */
export const Wire = memo(function Wire({ id, sourceX, sourceY, targetX, targetY, data }: EdgeProps<WireFlowEdge>) {
  const { path, label, room } = wirePath({ x: sourceX, y: sourceY }, { x: targetX, y: targetY });
  const shape = data?.shape;
  return (
    <>
      <BaseEdge id={id} path={path} interactionWidth={24} className={shape ? 'wire' : 'wire wire-unknown'} />
      {shape && room > ROOM && (
        <EdgeLabelRenderer>
          <span className="wire-size" style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)` }}>
            {formatShape(shape)}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
