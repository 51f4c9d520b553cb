import { useWords } from '../ui/language';
import { Segments } from '../ui/Segments';
import { WORDS } from './messages';

export type Checkpoint = 'best' | 'last';

interface Props {
  readonly value: Checkpoint;
  onChange(checkpoint: Checkpoint): void;
}

/** Which weights of a run are looked at. */
export function CheckpointChoice({ value, onChange }: Props) {
  const say = useWords(WORDS);
  return (
    <Segments
      label={say('checkpoint')}
      value={value}
      options={[
        ['best', say('checkpoint.best')],
        ['last', say('checkpoint.last')],
      ]}
      onChange={onChange}
    />
  );
}
