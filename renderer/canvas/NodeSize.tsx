import { useLayoutEffect, useRef } from 'react';
import { formatShape } from '../../shared/layers/support/shape';
import { writeSize } from '../editor/sizes';

/** The size that a layer gives, at its foot. Another one flashes: `data-turn` changes with it, and an animation begins anew. */
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
  return <span className="node-size" ref={span} />;
}
