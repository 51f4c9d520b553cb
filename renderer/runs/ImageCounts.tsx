import './train-form.css';
import { useMessages } from '../ui/language';
import { NumberField } from '../ui/NumberField';
import { MESSAGES } from './messages';

/** The parts of the data whose number of images can be limited. */
type Part = 'train' | 'validation';

/** The largest number of images that can be entered. */
const MOST = 10_000_000;

interface Props {
  /** The number of images by part; all if undefined. */
  readonly counts: Readonly<Record<Part, number | undefined>>;
  onChange(part: Part, count: number | undefined): void;
}

/** A row of a training form: the numbers of training and validation images. */
export function ImageCounts({ counts, onChange }: Props) {
  const t = useMessages(MESSAGES);
  return (
    <>
      <span title={t('images.help')}>{t('images')}</span>
      <div className="train-images">
        {(['train', 'validation'] as const).map((part) => (
          <div key={part} className="train-count">
            <NumberField
              label={t(`images.${part}`)}
              help={t('images.help')}
              min={1}
              max={MOST}
              whole
              placeholder={t('images.all')}
              value={counts[part]}
              onChange={(count) => onChange(part, count)}
              onEmpty={() => onChange(part, undefined)}
            />
            <span aria-hidden="true">{t(`images.${part}`)}</span>
          </div>
        ))}
      </div>
    </>
  );
}
