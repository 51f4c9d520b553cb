import { memo, useLayoutEffect, useRef } from 'react';
import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from 'reactflow';
import type { Position } from '../../shared/graph/document';
import { formatShape } from '../../shared/layers/support/shape';
import { writeSize } from '../editor/sizes';
import { wirePath } from '../figures/wire-path';
import type { WireFlowEdge } from './flow';
import { useMinimalDetail } from './level-of-detail';

/** A wire with the size of its tensor. */
export const Wire = memo(function Wire({ id, source, sourceX, sourceY, targetX, targetY, data }: EdgeProps<WireFlowEdge>) {
  const { path, label } = wirePath({ x: sourceX, y: sourceY }, { x: targetX, y: targetY });
  const known = data?.known ?? false;
  const minimal = useMinimalDetail((state) => state.minimal);
  return (
    <>
      <BaseEdge id={id} path={path} interactionWidth={24} className={known ? 'wire' : 'wire wire-unknown'} />
      {known && !minimal && <WireSize from={source} at={label} />}
    </>
  );
});

/** A layer's output size, written on its wire. */
function WireSize({ from, at }: { readonly from: string; readonly at: Position }) {
  const span = useRef<HTMLSpanElement>(null);
  useLayoutEffect(
    () =>
      writeSize(from, (shape) => {
        if (span.current) span.current.textContent = shape ? formatShape(shape) : '';
      }),
    [from],
  );
  return (
    <EdgeLabelRenderer>
      <span
        className="wire-size"
        data-testid="wire-size"
        ref={span}
        style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
      />
    </EdgeLabelRenderer>
  );
}
