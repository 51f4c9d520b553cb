import { useMessages } from '../ui/language';
import { MESSAGES } from './messages';

interface Props {
  /** The epochs that have data. */
  readonly epochs: readonly number[];
  /** The epoch shown; the newest if none is chosen. */
  readonly epoch: number | undefined;
  onChange(epoch: number | undefined): void;
}

/** A slider over a run's epochs; at its end it follows the newest. */
export function EpochScrubber({ epochs, epoch, onChange }: Props) {
  const t = useMessages(MESSAGES);
  const last = epochs.length - 1;
  const at = epoch === undefined ? last : epochs.indexOf(epoch);
  const shown = epochs[at < 0 ? last : at];
  if (shown === undefined) return null;
  return (
    <label className="dock-range dock-scrubber">
      {t('epoch')}
      <input
        type="range"
        min={0}
        max={last}
        step={1}
        disabled={last < 1}
        value={at < 0 ? last : at}
        aria-valuetext={String(shown)}
        onChange={({ currentTarget }) => {
          const place = Number(currentTarget.value);
          onChange(place === last ? undefined : epochs[place]);
        }}
      />
      <output>
        {shown}
        {epoch === undefined && last > 0 ? ` · ${t('newest')}` : ''}
      </output>
    </label>
  );
}
