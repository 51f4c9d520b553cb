import { CHECKPOINTS, type CheckpointName } from '../../shared/training/checkpoints';
import { useMessages } from '../ui/language';
import { Segments } from '../ui/Segments';
import { MESSAGES } from './messages';

interface Props {
  readonly value: CheckpointName;
  onChange(checkpoint: CheckpointName): void;
}

/** The choice between the best and the last weights of a run. */
export function CheckpointChoice({ value, onChange }: Props) {
  const t = useMessages(MESSAGES);
  return (
    <Segments
      label={t('checkpoint')}
      value={value}
      options={CHECKPOINTS.map((name) => [name, t(`checkpoint.${name}`)])}
      onChange={onChange}
    />
  );
}
