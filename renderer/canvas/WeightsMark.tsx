import { Weight } from 'lucide-react';
import type { WeightsFrom } from '../../shared/graph/document';
import { useKnownRuns } from '../editor/known-runs';
import { useMessages } from '../ui/language';
import { MESSAGES } from './messages';

/** A mark for the source of a layer's weights: a layer of another graph, and its run. */
export function WeightsMark({ from: { node, graph, run } }: { readonly from: WeightsFrom }) {
  const t = useMessages(MESSAGES);
  const name = useKnownRuns(({ runs }) => run && (runs?.find(({ id }) => id === run.id)?.name ?? run.id));
  const text = name === undefined ? t('mark.weights', { node, graph }) : t('mark.weights.run', { node, graph, run: name });
  return (
    <span className="layer-mark" title={text} role="img" aria-label={text}>
      <Weight size={12} />
    </span>
  );
}
