import { useEffect, useState } from 'react';
import type { Out } from '../../../shared/host/api';
import type { RunSummary } from '../../../shared/host/areas/runs';
import { HostError } from '../../../shared/host/errors';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import type { CheckpointName } from '../../../shared/training/checkpoints';
import { runsHost } from '../../editor/runs-store';
import { TensorImage } from '../../figures/TensorImage';
import { pixelsOf } from '../../figures/tensor-image';
import { Button } from '../../ui/Button';
import { useLang, useMessages } from '../../ui/language';
import { Scrolled } from '../../ui/Scrolled';
import { Waiting } from '../../ui/Waiting';
import { formatShare } from '../figures';
import type { Cell } from './matrix';
import { MESSAGES } from './messages';

interface Props {
  readonly run: RunSummary;
  readonly checkpoint: CheckpointName;
  readonly cell: Cell;
  readonly classes: readonly string[];
}

/** The number of classes named per image. */
const NAMED = 3;

/** The images of one cell with their predicted classes, the most probable first. Use a key per run and cell. */
export function CellImages({ run, checkpoint, cell, classes }: Props) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const [parts, setParts] = useState<readonly Out<'views.cell'>[]>([]);
  const [failed, setFailed] = useState<LocalizedText | undefined>();
  const shown = parts.reduce((count, part) => count + part.images.length, 0);
  const total = parts[0]?.total;
  const read = async (from: number, wanted: () => boolean) => {
    try {
      const part = await runsHost().call('views.cell', { id: run.id, checkpoint, ...cell, from });
      if (wanted()) setParts((before) => (from === 0 ? [part] : [...before, part]));
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      if (wanted()) setFailed(error.text);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what it is of.
  useEffect(() => {
    let there = true;
    void read(0, () => there);
    return () => {
      there = false;
    };
  }, []);
  const name = (index: number) => classes[index] ?? String(index);
  const names = { truth: name(cell.truth), predicted: name(cell.predicted) };
  const weights = t(checkpoint);
  return (
    <Scrolled
      className="cell"
      label={t(cell.truth === cell.predicted ? 'images.right' : 'images.wrong', names)}
      busy={total === undefined}
    >
      <header>
        <h3>{t(cell.truth === cell.predicted ? 'images.right' : 'images.wrong', names)}</h3>
        {total !== undefined && (
          <p>{t(total === 0 ? 'images.none' : total === 1 ? 'images.one' : 'images.n', { n: total, weights })}</p>
        )}
      </header>
      {total === undefined && <Waiting failed={failed} />}
      <ul>
        {parts.flatMap((part) =>
          part.images.map((image, index) => {
            const likely = (part.probabilities[index] ?? [])
              .map((probability, label) => ({ label: name(label), probability, right: label === cell.truth }))
              .sort((a, b) => b.probability - a.probability)
              .slice(0, NAMED);
            const write = ({ label, probability }: (typeof likely)[number]) =>
              t('image.class', { name: label, share: formatShare(probability, lang) });
            return (
              <li key={image}>
                <TensorImage
                  pixels={pixelsOf(part.pictures, index)}
                  label={t('image', { n: image, classes: likely.map(write).join(', ') })}
                />
                <ol aria-hidden="true">
                  {likely.map((one) => (
                    <li key={one.label} data-right={one.right || undefined}>
                      <span className="cell-bar" style={{ '--share': `${100 * one.probability}%` }} />
                      <span>{one.label}</span>
                      <span>{Math.round(100 * one.probability)} %</span>
                    </li>
                  ))}
                </ol>
              </li>
            );
          }),
        )}
      </ul>
      {total !== undefined && shown < total && <Button onClick={() => void read(shown, () => true)}>{t('more')}</Button>}
    </Scrolled>
  );
}
