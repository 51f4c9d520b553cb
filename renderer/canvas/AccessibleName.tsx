import { useLayoutEffect, useRef } from 'react';
import { kindLabel } from '../../shared/graph/labels';
import { formatShape } from '../../shared/layers/support/shape';
import { writeSize } from '../editor/sizes';
import { useLang, useMessages } from '../ui/language';
import { changesText } from './changes';
import type { LayerData } from './flow';
import { MESSAGES } from './messages';

/** The id of the element with a layer's accessible name. */
export const accessibleNameId = (id: string): string => `name-of-${id}`;

/** The accessible name of a layer: Max Pool pool1, 13×13×16, 1 problem. Hidden; the layer's node is labelled by it. */
export function AccessibleName({
  id,
  selected,
  data: { node, problems, differences, isOutput },
}: {
  readonly id: string;
  readonly selected: boolean;
  readonly data: LayerData;
}) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const span = useRef<HTMLSpanElement>(null);
  const label = node.name ?? kindLabel(node.kind);
  const n = problems.length;
  const more = [
    n > 0 ? t(n === 1 ? 'node.problems.one' : 'node.problems', { n }) : '',
    node.frozen ? t('node.frozen') : '',
    node.bypassed ? t('node.bypassed') : '',
    isOutput ? t('node.output') : '',
    differences.length > 0 ? changesText(differences, t, lang) : '',
    selected ? t('node.selected') : '',
  ]
    .filter((part) => part !== '')
    .map((part) => `, ${part}`)
    .join('');
  useLayoutEffect(
    () =>
      writeSize(id, (out) => {
        const size = out ? formatShape(out) : t('node.unknown');
        if (span.current) span.current.textContent = t('node', { label, id, size }) + more;
      }),
    [id, label, more, t],
  );
  return <span hidden id={accessibleNameId(id)} ref={span} />;
}
