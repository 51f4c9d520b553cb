import './confusion.css';
import { useState } from 'react';
import type { RunSummary } from '../../../shared/host/areas/runs';
import type { CheckpointName } from '../../../shared/training/checkpoints';
import { taskOf } from '../../../shared/training/tasks/index';
import { useLang, useMessages } from '../../ui/language';
import { Segments } from '../../ui/Segments';
import { Waiting } from '../../ui/Waiting';
import { CheckpointChoice } from '../CheckpointChoice';
import { EpochScrubber } from '../EpochScrubber';
import { formatShare } from '../figures';
import { useHostQuery } from '../use-host-query';
import { CellImages } from './CellImages';
import { Matrix } from './Matrix';
import { accuracyOf, type Cell } from './matrix';
import { MESSAGES } from './messages';
import { SaveMatrix } from './SaveMatrix';

/** The confusion matrix after each epoch, with the measures of each class and the images of a cell. */
export function ConfusionTab({ run }: { readonly run: RunSummary }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const [epoch, setEpoch] = useState<number | undefined>();
  const [percent, setPercent] = useState(true);
  const [checkpoint, setCheckpoint] = useState<CheckpointName>('last');
  const [cell, setCell] = useState<Cell | undefined>();
  const { value, failed } = useHostQuery(
    'views.confusion',
    taskOf(run.task).target === 'class' ? { id: run.id, ...(epoch === undefined ? {} : { epoch }) } : undefined,
    run.id,
    run.epochsDone,
  );
  if (taskOf(run.task).target === 'image') return <Waiting text={t('reconstructs')} />;
  if (!value) return <Waiting failed={failed} />;
  if (value.epoch === null) return <Waiting text={t('none')} />;
  const accuracy = accuracyOf(value.counts);
  return (
    <div className="dock-view">
      <div className="dock-tools">
        <EpochScrubber epochs={value.epochs} epoch={epoch} onChange={setEpoch} />
        <Segments
          label={t('cells')}
          value={percent ? 'percent' : 'counts'}
          options={[
            ['percent', t('percent')],
            ['counts', t('counts')],
          ]}
          onChange={(chosen) => setPercent(chosen === 'percent')}
        />
        {accuracy !== undefined && <span>{t('accuracy', { value: formatShare(accuracy, lang) })}</span>}
        <SaveMatrix name={run.name} classes={value.classes} counts={value.counts} percent={percent} />
        {cell && <CheckpointChoice value={checkpoint} onChange={setCheckpoint} />}
      </div>
      <div className="confusion">
        <Matrix classes={value.classes} counts={value.counts} percent={percent} cell={cell} onCell={setCell} />
        {cell ? (
          <CellImages
            key={`${run.id} ${checkpoint} ${cell.truth} ${cell.predicted}`}
            run={run}
            checkpoint={checkpoint}
            cell={cell}
            classes={value.classes}
          />
        ) : (
          <p className="confusion-hint">{t('choose')}</p>
        )}
      </div>
    </div>
  );
}
