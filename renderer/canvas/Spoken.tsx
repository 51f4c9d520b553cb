import { kindLabel } from '../../shared/graph/labels';
import { formatShape } from '../../shared/layers/support/shape';
import { useSizeOf } from '../editor/sizes';
import { useWords } from '../words/words';
import type { LayerData } from './flow';
import { WORDS } from './words';

/** The id of the element that names a layer to a screen reader. */
export const spokenId = (id: string): string => `spoken-${id}`;

/** What a screen reader says of a layer: Max Pool pool1, 13×13×16, 1 problem. Its node is labelled by it; nobody sees it. */
export function Spoken({ id, data: { node, problems, isOutput } }: { readonly id: string; readonly data: LayerData }) {
  const say = useWords(WORDS);
  const out = useSizeOf(id);
  const n = problems.length;
  const parts = [
    say('node', { label: node.name ?? kindLabel(node.kind), id, size: out ? formatShape(out) : say('node.unknown') }),
    n > 0 ? say(n === 1 ? 'node.problems.one' : 'node.problems', { n }) : '',
    node.frozen ? say('node.frozen') : '',
    node.bypassed ? say('node.bypassed') : '',
    isOutput ? say('node.output') : '',
  ];
  return (
    <span hidden id={spokenId(id)}>
      {parts.filter((part) => part !== '').join(', ')}
    </span>
  );
}
