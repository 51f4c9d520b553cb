import './summary.css';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { totalsOf } from '../../../shared/graph/infer';
import { trainingMemory } from '../../../shared/graph/memory';
import { sinks } from '../../../shared/graph/wiring';
import type { Values } from '../../../shared/i18n/i18n';
import { formatShape } from '../../../shared/layers/support/shape';
import { taskOf } from '../../../shared/training/tasks/index';
import { useDiagnosis } from '../../editor/diagnosis';
import { Button } from '../../ui/Button';
import { formatBytes, formatCount, formatNumber, useLang, useMessages } from '../../ui/language';
import { Tip } from '../../ui/Tip';
import { showSide } from '../../ui/ui';
import { MESSAGES } from './messages';
import { trainableParams } from './trainable';

interface Figure {
  readonly code: 'task' | 'out' | 'params' | 'flops' | 'memory';
  readonly figure: string;
  /** Its label, in a wide window and in a narrower one. */
  readonly label?: string;
  readonly short?: string;
  readonly values: Values;
}

/** The summary of the graph in view: task, output size, parameters, FLOPs per image, training memory. */
export function Summary() {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { inference, training } = useDiagnosis();
  const { params, flops } = totalsOf(inference);
  const { batchSize, task, loss } = training.training;
  const ends = sinks(inference.graph);
  const out = ends.length === 1 ? inference.nodes.get(ends[0] ?? '')?.out : undefined;
  const trainable = trainableParams(inference);
  const figures: readonly Figure[] = [
    { code: 'task', figure: taskOf(task).label[lang], values: { loss: loss.kind } },
    { code: 'out', figure: out ? formatShape(out) : '?', label: t('out'), values: {} },
    {
      code: 'params',
      figure: formatNumber(params, lang),
      label: t('params'),
      short: t('params.short'),
      values: { trainable: formatNumber(trainable, lang), fixed: formatNumber(params - trainable, lang) },
    },
    { code: 'flops', figure: formatCount(flops, lang, 'FLOP'), label: t('flops'), values: {} },
    {
      code: 'memory',
      figure: formatBytes(trainingMemory(inference, training.training, 'native'), lang),
      label: t('memory', { batch: batchSize }),
      values: { batch: batchSize },
    },
  ];
  return (
    <div className="summary">
      {figures.map(({ code, figure, label, short, values }) => (
        <Tip key={code} text={t(`${code}.help`, values)}>
          <button
            type="button"
            className={`figure figure-${code}`}
            onClick={() => showSide('training', code === 'task' ? 'task' : code === 'memory' ? 'batchSize' : undefined)}
          >
            <b>{figure}</b>
            {label && <span className="figure-label">{label}</span>}
            {short && <span className="figure-short">{short}</span>}
          </button>
        </Tip>
      ))}
    </div>
  );
}

/** The readiness of the graph in view for training; a click opens the problems. */
export function Readiness() {
  const t = useMessages(MESSAGES);
  const { inference, problems } = useDiagnosis();
  const empty = inference.nodes.size === 1 && problems.every(({ code }) => code === 'noWeights');
  if (empty) return <span className="readiness-empty">{t('empty')}</span>;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const severity = errors > 0 ? 'error' : problems.length > 0 ? 'warning' : 'none';
  const Icon = severity === 'error' ? CircleAlert : severity === 'warning' ? TriangleAlert : CircleCheck;
  const n = problems.length;
  return (
    <Button className="readiness" data-severity={severity} onClick={() => showSide('problems')}>
      <Icon size={14} />
      {n === 0 ? t('ready') : t(n === 1 ? 'problems.one' : 'problems', { n })}
    </Button>
  );
}
