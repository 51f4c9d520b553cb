import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import type { RunSummary } from '../../../shared/host/areas/runs';
import { TensorImage } from '../../figures/TensorImage';
import { pixelsOf } from '../../figures/tensor-image';
import { Button } from '../../ui/Button';
import { formatNumber, useLang, useMessages } from '../../ui/language';
import { Waiting } from '../../ui/Waiting';
import { useHostQuery } from '../use-host-query';
import { MESSAGES } from './messages';

interface Props {
  readonly run: RunSummary;
  /** The index of the image in the run's validation images. */
  readonly image: number;
  onChange(image: number): void;
}

/** The number of images on a page. */
const PAGE = 60;

/** Chooses one of a run's validation images: next, previous, or from a page of images. */
export function ImageChooser({ run, image, onChange }: Props) {
  const t = useMessages(MESSAGES);
  const { value } = useHostQuery('views.images', { id: run.id, from: image, count: 1 }, `${run.id} image`);
  const last = (value?.total ?? 1) - 1;
  const label = t('image.of', { n: image, label: value?.labels[0] ?? '' });
  return (
    <span className="image-chooser">
      <Button kind="quiet" aria-label={t('previous')} disabled={image === 0} onClick={() => onChange(image - 1)}>
        <ChevronLeft size={14} />
      </Button>
      <Popover.Root>
        <Popover.Trigger className="button image-trigger" title={t('choose')}>
          {value && (
            <span className="image-small">
              <TensorImage pixels={pixelsOf(value.pictures, 0)} label="" />
            </span>
          )}
          {label}
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content className="popup image-page" side="top" sideOffset={6} collisionPadding={8} aria-label={t('choose')}>
            <Page run={run} image={image} onChange={onChange} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
      <Button kind="quiet" aria-label={t('next')} disabled={image >= last} onClick={() => onChange(image + 1)}>
        <ChevronRight size={14} />
      </Button>
    </span>
  );
}

function Page({ run, image, onChange }: Props) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const [from, setFrom] = useState(Math.floor(image / PAGE) * PAGE);
  const { value, failed } = useHostQuery('views.images', { id: run.id, from, count: PAGE }, `${run.id} page`);
  if (!value) return <Waiting failed={failed} />;
  const name = (index: number) => t('image.of', { n: from + index, label: value.labels[index] ?? '' });
  return (
    <>
      <ul>
        {value.labels.map((_, index) => (
          <li key={name(index)}>
            <Popover.Close aria-label={name(index)} title={name(index)} onClick={() => onChange(from + index)}>
              <TensorImage pixels={pixelsOf(value.pictures, index)} label="" />
            </Popover.Close>
          </li>
        ))}
      </ul>
      <footer>
        <Button disabled={from === 0} onClick={() => setFrom(Math.max(0, from - PAGE))}>
          <ChevronLeft size={14} /> {t('page.previous')}
        </Button>
        <span>
          {formatNumber(from, lang)} – {formatNumber(from + value.labels.length - 1, lang)} / {formatNumber(value.total, lang)}
        </span>
        <Button disabled={from + PAGE >= value.total} onClick={() => setFrom(from + PAGE)}>
          {t('page.next')} <ChevronRight size={14} />
        </Button>
      </footer>
    </>
  );
}
