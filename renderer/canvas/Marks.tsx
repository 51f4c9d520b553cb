import { datasetOf } from '../../shared/training/datasets/index';
import { taskOf } from '../../shared/training/tasks/index';
import { useDiagnosis } from '../editor/diagnosis';
import { useMessages } from '../ui/language';
import { showSide } from '../ui/ui';
import { MESSAGES } from './messages';

/** The mark of the input: data set and pixel scale. A click opens their settings. */
export function InputMark() {
  const t = useMessages(MESSAGES);
  const { training } = useDiagnosis().training;
  const [low, high] = training.pixelScale;
  const label = `${datasetOf(training.dataset)?.label ?? training.dataset} · [${low < 0 ? `−${-low}` : low}, ${high}]`;
  return (
    <button type="button" className="layer-lead nodrag" title={t('input.lead')} onClick={() => showSide('training', 'dataset')}>
      {label}
    </button>
  );
}

/** The mark of the output: task and loss. A click opens their settings. */
export function OutputMark() {
  const t = useMessages(MESSAGES);
  const { training } = useDiagnosis().training;
  return (
    <button type="button" className="layer-output nodrag" title={t('output.lead')} onClick={() => showSide('training', 'task')}>
      {t('output', { task: taskOf(training.task).label, loss: training.loss.kind })}
    </button>
  );
}
