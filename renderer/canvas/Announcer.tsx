import { useEffect, useRef, useState } from 'react';
import { formatShape } from '../../shared/layers/support/shape';
import { useDiagnosis } from '../editor/diagnosis';
import { present, useEditor } from '../editor/editor';
import { useMessages } from '../ui/language';
import { MESSAGES } from './messages';

/** Announces the effect of a change to a screen reader: the selected layer's new size and the number of problems. */
export function Announcer() {
  const t = useMessages(MESSAGES);
  const { inference, problems } = useDiagnosis();
  const selected = useEditor((state) => present(state).selection.nodes);
  const [said, setSaid] = useState('');
  const before = useRef({ inference, problems });
  useEffect(() => {
    const { inference: old, problems: were } = before.current;
    before.current = { inference, problems };
    if (old.graph.id !== inference.graph.id || old === inference) return;
    const [id] = selected;
    const size = (of: typeof inference) => (id === undefined ? undefined : of.nodes.get(id)?.out?.join());
    const parts: string[] = [];
    if (id !== undefined && selected.length === 1 && size(old) !== size(inference)) {
      const out = inference.nodes.get(id)?.out;
      parts.push(t('announce', { id, size: out ? formatShape(out) : t('node.unknown') }));
    }
    const n = problems.length;
    if (n !== were.length) parts.push(n === 0 ? t('announce.none') : t(n === 1 ? 'node.problems.one' : 'node.problems', { n }));
    if (parts.length > 0) setSaid(parts.join('. '));
  }, [inference, problems, selected, t]);
  return (
    <p className="unseen" role="status" aria-live="polite">
      {said}
    </p>
  );
}
