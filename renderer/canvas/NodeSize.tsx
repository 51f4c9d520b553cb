import { useLayoutEffect, useRef } from 'react';
import { formatShape } from '../../shared/layers/support/shape';
import { writeSize } from '../editor/sizes';

/** A layer's output size. A new size flashes: `data-turn` changes and restarts the animation. */
export function NodeSize({ id }: { readonly id: string }) {
  const span = useRef<HTMLSpanElement>(null);
  useLayoutEffect(
    () =>
      writeSize(id, (out) => {
        if (!span.current) return;
        const { dataset, textContent } = span.current;
        span.current.textContent = out ? formatShape(out) : '?';
        if (textContent) dataset['turn'] = dataset['turn'] === 'even' ? 'odd' : 'even';
      }),
    [id],
  );
  return <span className="node-size" data-testid="layer-size" ref={span} />;
}
