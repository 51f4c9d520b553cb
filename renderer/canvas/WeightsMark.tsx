import { Weight } from 'lucide-react';
import type { WeightsFrom } from '../../shared/graph/document';
import { useKnownRuns } from '../editor/known-runs';
import { useWords } from '../ui/language';
import { WORDS } from './messages';

/** Where a layer's weights come from: a layer of another graph, and the run that trained it. */
export function WeightsMark({ from: { node, graph, run } }: { readonly from: WeightsFrom }) {
  const say = useWords(WORDS);
  const name = useKnownRuns(({ runs }) => run && (runs?.find(({ id }) => id === run.id)?.name ?? run.id));
  const text = name === undefined ? say('mark.weights', { node, graph }) : say('mark.weights.run', { node, graph, run: name });
  return (
    <span className="layer-mark" title={text} role="img" aria-label={text}>
      <Weight size={12} aria-hidden="true" />
    </span>
  );
}
