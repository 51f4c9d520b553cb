import { useMessages } from '../ui/language';
import { Segments } from '../ui/Segments';
import { MESSAGES } from './messages';

export type Checkpoint = 'best' | 'last';

interface Props {
  readonly value: Checkpoint;
  onChange(checkpoint: Checkpoint): void;
}

/** The choice between the best and the last weights of a run. */
export function CheckpointChoice({ value, onChange }: Props) {
  const t = useMessages(MESSAGES);
  return (
    <Segments
      label={t('checkpoint')}
      value={value}
      options={[
        ['best', t('checkpoint.best')],
        ['last', t('checkpoint.last')],
      ]}
      onChange={onChange}
    />
  );
}
