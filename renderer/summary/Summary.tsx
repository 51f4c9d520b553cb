import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { totalsOf } from '../../shared/graph/infer';
import { trainingMemory } from '../../shared/graph/memory';
import { showSide } from '../app/ui';
import { WORDS } from '../app/words';
import { useDiagnosis } from '../editor/diagnosis';
import { formatBytes, formatCount, formatNumber, useLang, useWords } from '../words/words';

/** What the graph in view costs: parameters, FLOPs for an image, memory to train it. */
export function Summary() {
  const say = useWords(WORDS);
  const lang = useLang();
  const { inference, training } = useDiagnosis();
  const { params, flops } = totalsOf(inference);
  const { batchSize } = training.training;
  const figures = [
    { code: 'params', figure: formatNumber(params, lang), label: say('params') },
    { code: 'flops', figure: formatCount(flops, lang), label: say('flops') },
    {
      code: 'memory',
      figure: formatBytes(trainingMemory(inference, training.training, 'native'), lang),
      label: say('memory', { batch: batchSize }),
    },
  ];
  return (
    <dl className="summary">
      {figures.map(({ code, figure, label }) => (
        <div key={code} title={say(`${code}.help`)} className={`summary-${code}`}>
          <dt>{label}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Whether the graph in view can be trained; it leads to what is wrong. */
export function Readiness() {
  const say = useWords(WORDS);
  const { problems } = useDiagnosis();
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const severity = errors > 0 ? 'error' : problems.length > 0 ? 'warning' : 'none';
  const Icon = severity === 'error' ? CircleAlert : severity === 'warning' ? TriangleAlert : CircleCheck;
  const n = problems.length;
  return (
    <button type="button" className="button readiness" data-severity={severity} onClick={() => showSide('problems')}>
      <Icon size={14} aria-hidden="true" />
      {n === 0 ? say('ready') : say(n === 1 ? 'problems.one' : 'problems', { n })}
    </button>
  );
}
