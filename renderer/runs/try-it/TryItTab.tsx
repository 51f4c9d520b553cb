import './try-it.css';
import { Eraser, FolderOpen, Trash2 } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { RunSummary } from '../../../shared/host/areas/runs';
import type { CheckpointName } from '../../../shared/training/checkpoints';
import { inferenceOfRun, useNeededRecords } from '../../editor/records';
import { runsHost } from '../../editor/runs-store';
import { TensorImage } from '../../figures/TensorImage';
import { bytesOf, type Pixels, pixelsOf } from '../../figures/tensor-image';
import { Button } from '../../ui/Button';
import { useLang, useMessages } from '../../ui/language';
import { attempt } from '../../ui/run';
import { message, notify } from '../../ui/ui';
import { Waiting } from '../../ui/Waiting';
import { ImageChooser } from '../activations/ImageChooser';
import { CheckpointChoice } from '../CheckpointChoice';
import { useCurveView } from '../curves/view';
import { formatLoss, formatShare } from '../figures';
import { droppedFolder } from '../list/import';
import { DrawingPad } from './DrawingPad';
import { useDrawing } from './drawing';
import { MESSAGES } from './messages';
import { blank, fitted, type Size } from './pixels';
import { usePrediction } from './use-prediction';

/** Draw or open an image, and see the run's prediction. */
export function TryItTab({ run }: { readonly run: RunSummary }) {
  const record = useNeededRecords([run.id])[run.id];
  const inference = record && inferenceOfRun(record);
  const size = useMemo((): Size | undefined => {
    const input = inference && [...inference.nodes.values()].find(({ layer }) => layer.kind?.inputs.max === 0);
    const out = input?.out;
    return out?.length === 3 ? [out[0], out[1], out[2]] : undefined;
  }, [inference]);
  if (!size) return <Waiting />;
  return <Trial key={size.join(' ')} run={run} size={size} />;
}

function Trial({ run, size }: { readonly run: RunSummary; readonly size: Size }) {
  const t = useMessages(MESSAGES);
  const [image, setImage] = useDrawing(size);
  const [erasing, setErasing] = useState(false);
  const [radius, setRadius] = useState(1.2);
  const [example, setExample] = useState(0);
  const [checkpoint, setCheckpoint] = useState<CheckpointName>('best');
  const picker = useRef<HTMLInputElement>(null);
  const empty = image.every((value) => value === 0);
  const prediction = usePrediction(run.id, checkpoint, empty ? undefined : image);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const pixels = await pixelsIn(file);
    if (!pixels) return notify({ tone: 'error', text: message(MESSAGES, 'no.picture') });
    const { image: made, inverted } = fitted(pixels, size);
    setImage(made);
    if (inverted) notify({ tone: 'info', text: message(MESSAGES, 'inverted') });
  };
  const takeExample = async (place: number) => {
    setExample(place);
    const { pictures } = await runsHost().call('views.images', { id: run.id, from: place, count: 1 });
    const bytes = bytesOf(pictures.data);
    if (bytes.length === image.length) setImage(bytes);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a picture can be opened with a button as well.
    <div
      className="dock-view"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        const { files, items } = event.dataTransfer;
        const [file] = files;
        // The window handles a dropped document or folder of a run.
        if (!file || file.name.endsWith('.json') || droppedFolder(items)) return;
        event.preventDefault();
        event.stopPropagation();
        void attempt(() => take(file));
      }}
    >
      <div className="dock-tools">
        <Button aria-pressed={erasing} onClick={() => setErasing(!erasing)}>
          <Eraser size={14} /> {t('erase')}
        </Button>
        <label className="dock-range">
          {t('width')}
          <input
            type="range"
            min={0.5}
            max={4}
            step={0.1}
            value={radius}
            onChange={({ currentTarget }) => setRadius(Number(currentTarget.value))}
          />
        </label>
        <Button disabled={empty} onClick={() => setImage(blank(size))}>
          <Trash2 size={14} /> {t('clear')}
        </Button>
        <Button onClick={() => picker.current?.click()}>
          <FolderOpen size={14} /> {t('open')}
        </Button>
        <input
          ref={picker}
          hidden
          type="file"
          accept="image/*"
          onChange={({ currentTarget }) => void attempt(() => take(currentTarget.files?.[0]))}
        />
        <ImageChooser run={run} image={example} onChange={(place) => void attempt(() => takeExample(place))} />
        <CheckpointChoice value={checkpoint} onChange={setCheckpoint} />
      </div>
      <div className="try">
        <DrawingPad image={image} size={size} radius={radius} erasing={erasing} onChange={setImage} />
        <section className="try-result" aria-label={t('result')} aria-live="polite" aria-busy={prediction.waiting}>
          {empty ? (
            <p className="try-hint">{t('drop')}</p>
          ) : prediction.value ? (
            <Result value={prediction.value} />
          ) : (
            <Waiting failed={prediction.failed} text={t('thinking')} />
          )}
        </section>
      </div>
    </div>
  );
}

type Answered = NonNullable<ReturnType<typeof usePrediction>['value']>;

/** Class probabilities, the highest first, or the reconstruction with its loss. */
function Result({ value }: { readonly value: Answered }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const percent = useCurveView((view) => view.percent);
  const { classes, reconstruction } = value;
  const sorted = classes?.toSorted((a, b) => b.probability - a.probability);
  return (
    <>
      {reconstruction && (
        <figure className="try-picture">
          <TensorImage pixels={pixelsOf(reconstruction.pictures, 0)} label={t('reconstruction')} />
          <figcaption>
            {t('reconstruction')} · {t('loss', { loss: formatLoss(reconstruction.loss, percent, lang) })}
          </figcaption>
        </figure>
      )}
      {sorted && (
        <ol className="try-classes">
          {sorted.map(({ name, probability }) => (
            <li key={name} aria-label={t('probability', { name, share: formatShare(probability, lang) })}>
              <span>{name}</span>
              <span className="try-bar" style={{ '--share': `${100 * probability}%` }} />
              <span>{formatShare(probability, lang)}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** The largest side of an image file that is read, in pixels. */
const MOST_SIDE = 2_000;

/** The pixels of an image file; undefined if the browser cannot read it. */
async function pixelsIn(file: File): Promise<Pixels | undefined> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return undefined;
  }
  const scale = Math.min(1, MOST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext('2d');
  if (!pen) return undefined;
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const { data, width, height } = pen.getImageData(0, 0, canvas.width, canvas.height);
  return { data: new Uint8ClampedArray(data), width, height };
}
