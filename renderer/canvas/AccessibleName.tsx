import { useLayoutEffect, useRef } from 'react';
import { kindLabel } from '../../shared/graph/labels';
import { formatShape } from '../../shared/layers/support/shape';
import { writeSize } from '../editor/sizes';
import { useLang, useWords } from '../ui/language';
import { changesText } from './changes';
import type { LayerData } from './flow';
import { WORDS } from './messages';

/** The id of the element that names a layer to a screen reader. */
export const accessibleNameId = (id: string): string => `name-of-${id}`;

/** The accessible name of a layer: Max Pool pool1, 13×13×16, 1 problem. Hidden; the layer's node is labelled by it. */
export function AccessibleName({
  id,
  data: { node, problems, differences, isOutput },
}: {
  readonly id: string;
  readonly data: LayerData;
}) {
  const say = useWords(WORDS);
  const lang = useLang();
  const span = useRef<HTMLSpanElement>(null);
  const label = node.name ?? kindLabel(node.kind);
  const n = problems.length;
  const more = [
    n > 0 ? say(n === 1 ? 'node.problems.one' : 'node.problems', { n }) : '',
    node.frozen ? say('node.frozen') : '',
    node.bypassed ? say('node.bypassed') : '',
    isOutput ? say('node.output') : '',
    differences.length > 0 ? changesText(differences, say, lang) : '',
  ]
    .filter((part) => part !== '')
    .map((part) => `, ${part}`)
    .join('');
  useLayoutEffect(
    () =>
      writeSize(id, (out) => {
        const size = out ? formatShape(out) : say('node.unknown');
        if (span.current) span.current.textContent = say('node', { label, id, size }) + more;
      }),
    [id, label, more, say],
  );
  return <span hidden id={accessibleNameId(id)} ref={span} />;
}
