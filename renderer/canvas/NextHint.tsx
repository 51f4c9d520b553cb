import { useMemo } from 'react';
import { fitting } from '../../shared/graph/diagnosis/suggest';
import { sinks } from '../../shared/graph/wiring';
import { formatShape } from '../../shared/layers/support/shape';
import { useDiagnosis } from '../editor/diagnosis';
import { Button } from '../ui/Button';
import { useLang, useMessages } from '../ui/language';
import { MESSAGES } from './messages';

/** The number of layers suggested. */
const MOST = 4;

/** Suggestions for the second layer, with their output sizes. */
export function NextHint({ onChoose }: { onChoose(kind: string): void }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { inference } = useDiagnosis();
  const [from] = sinks(inference.graph);
  const next = useMemo(() => fitting(inference.graph, inference, { from }).slice(0, MOST), [inference, from]);
  if (next.some(({ out }) => !out)) return null;
  return (
    <aside className="next" aria-label={t('next')}>
      <span>{t('next')}</span>
      {next.map(({ kind, out }) => (
        <Button key={kind.kind} data-family={kind.family} onClick={() => onChoose(kind.kind)}>
          <span className="dot" />
          {kind.words[lang]['label'] ?? kind.kind}
          {out && <span className="search-size">{formatShape(out)}</span>}
        </Button>
      ))}
    </aside>
  );
}
