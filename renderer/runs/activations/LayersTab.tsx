import './activations.css';
import { useMemo, useState } from 'react';
import { nodeOf } from '../../../shared/graph/document';
import { kindLabel } from '../../../shared/graph/labels';
import type { Out } from '../../../shared/host/api';
import type { RunSummary } from '../../../shared/host/areas/runs';
import { formatShape } from '../../../shared/layers/support/shape';
import type { CheckpointName } from '../../../shared/training/checkpoints';
import { present, select, useEditor } from '../../editor/editor';
import { graphOfRun, inferenceOfRun, useNeededRecords } from '../../editor/records';
import { TensorImage } from '../../figures/TensorImage';
import { channelPixels, floatsOf, pixelsOf } from '../../figures/tensor-image';
import { useLang, useMessages } from '../../ui/language';
import { Scrolled } from '../../ui/Scrolled';
import { Select } from '../../ui/Select';
import { Waiting } from '../../ui/Waiting';
import { CheckpointChoice } from '../CheckpointChoice';
import { useHostQuery } from '../use-host-query';
import { ImageChooser } from './ImageChooser';
import { MESSAGES } from './messages';

/** The most pictures of one kind that are drawn at once. */
const MOST = 256;

/** The activations of the selected layer for an image, and its filters. */
export function LayersTab({ run }: { readonly run: RunSummary }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const [image, setImage] = useState(0);
  const [checkpoint, setCheckpoint] = useState<CheckpointName>('last');
  const record = useNeededRecords([run.id])[run.id];
  const selected = useEditor((state) => present(state).selection.nodes[0]);
  const [chosen, setChosen] = useState<string | undefined>();
  const graph = record && graphOfRun(record);
  const inference = record && inferenceOfRun(record);
  const known = (id: string | undefined) => (id !== undefined && graph && nodeOf(graph, id) ? id : undefined);
  const first = inference && [...inference.nodes].find(([, { layer }]) => layer.kind && layer.kind.inputs.max > 0)?.[0];
  const node = known(selected) ?? known(chosen) ?? first;
  const { value, failed } = useHostQuery(
    'views.layer',
    node === undefined ? undefined : { id: run.id, checkpoint, node, input: { image } },
    `${run.id} ${node}`,
    run.epochsDone,
  );
  if (!inference) return <Waiting />;
  return (
    <div className="dock-view">
      <div className="dock-tools">
        <label className="dock-choice">
          {t('node')}
          <Select
            value={node ?? ''}
            options={[...inference.nodes].map(([id, { node: layer, out }]) => [
              id,
              `${layer.name ?? kindLabel(layer.kind)[lang]} · ${id} · ${out ? formatShape(out) : '?'}`,
            ])}
            onChange={(id) => {
              setChosen(id);
              // The canvas selects the same layer if it has it.
              select({ nodes: known(id) ? [id] : [] });
            }}
          />
        </label>
        <ImageChooser run={run} image={image} onChange={setImage} />
        <CheckpointChoice value={checkpoint} onChange={setCheckpoint} />
        {selected !== undefined && !known(selected) && <span className="dock-warn">{t('gone')}</span>}
      </div>
      {value ? <Layer value={value} /> : <Waiting failed={failed} />}
    </div>
  );
}

/** The image, the layer's activations, and its filters. */
function Layer({ value }: { readonly value: Out<'views.layer'> }) {
  const t = useMessages(MESSAGES);
  const { input, activations, filters } = value;
  return (
    <Scrolled className="layer-view" label={t('view')}>
      <figure className="layer-input">
        <TensorImage pixels={pixelsOf(input, 0)} label={t('input')} />
        <figcaption>{t('input')}</figcaption>
      </figure>
      <Activations activations={activations} />
      {filters && <Filters filters={filters} />}
    </Scrolled>
  );
}

type Values = Out<'views.layer'>['activations'];

function Range({ least, greatest }: Pick<Values, 'least' | 'greatest'>) {
  const t = useMessages(MESSAGES);
  const short = (value: number) => Number(value.toPrecision(3));
  return <span className="layer-range">{t('range', { least: short(least), greatest: short(greatest) })}</span>;
}

function Activations({ activations }: { readonly activations: Values }) {
  const t = useMessages(MESSAGES);
  const { shape, data, least, greatest } = activations;
  const values = useMemo(() => floatsOf(data), [data]);
  const [height = 1, width = 1, channels = 1] = shape.length >= 3 ? shape.slice(-3) : [1, 1, shape.at(-1) ?? 1];
  const flat = height === 1 && width === 1;
  const count = Math.min(channels, MOST);
  const pictures = useMemo(
    () =>
      flat
        ? []
        : Array.from({ length: count }, (_, channel) =>
            channelPixels(values, [height, width, channels], channel, { least, greatest }),
          ),
    [flat, count, values, height, width, channels, least, greatest],
  );
  return (
    <section className="layer-part" aria-label={t('activations')}>
      <header>
        <h3 title={t('activations.help')}>{t('activations')}</h3>
        <span>{flat ? channels : `${height}×${width}×${channels}`}</span>
        <Range least={least} greatest={greatest} />
      </header>
      {flat ? (
        <Bars values={values} />
      ) : (
        <ul className="layer-pictures">
          {pictures.map((pixels, channel) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: channels are places.
            <li key={channel} title={t('channel', { n: channel + 1 })}>
              <TensorImage pixels={pixels} label={t('channel', { n: channel + 1 })} />
            </li>
          ))}
        </ul>
      )}
      {count < channels && <p className="layer-range">{t('cut', { n: count, all: channels })}</p>}
    </section>
  );
}

/** The values of a vector as bars from 0. */
function Bars({ values }: { readonly values: Float32Array }) {
  const t = useMessages(MESSAGES);
  const shown = [...values.slice(0, MOST)];
  const most = Math.max(1e-9, ...shown.map(Math.abs));
  const low = Math.min(0, ...shown) / most;
  const high = Math.max(0, ...shown) / most;
  const span = Math.max(1e-9, high - low);
  const width = Math.max(3, Math.min(18, 520 / shown.length));
  return (
    <svg className="layer-bars" viewBox={`0 0 ${width * shown.length} 100`} preserveAspectRatio="none" role="img">
      <title>
        {shown
          .slice(0, 32)
          .map((value, index) => t('value', { n: index + 1, value: Number(value.toPrecision(3)) }))
          .join(', ')}
      </title>
      {shown.map((value, index) => {
        const part = value / most;
        const top = (100 * (high - Math.max(0, part))) / span;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: values are places.
            key={index}
            x={index * width + 0.5}
            width={width - 1}
            y={top}
            height={Math.max(0.6, (100 * Math.abs(part)) / span)}
            data-below={value < 0 || undefined}
          >
            <title>{t('value', { n: index + 1, value: Number(value.toPrecision(4)) })}</title>
          </rect>
        );
      })}
    </svg>
  );
}

/** The number of inputs drawn per filter, one below the other. */
const INPUTS = 4;

/** Kernels [kh, kw, in, out]: one column per output, its first inputs below one another. Matrices [in, out] have no pictures. */
function Filters({ filters }: { readonly filters: Values }) {
  const t = useMessages(MESSAGES);
  const { shape, data, least, greatest } = filters;
  const values = useMemo(() => floatsOf(data), [data]);
  const [height, width, ins, outs] = shape;
  if (height === undefined || width === undefined || ins === undefined || outs === undefined || height * width === 1) return null;
  const columns = Math.min(outs, MOST / 2);
  const rows = Math.min(ins, INPUTS);
  return (
    <section className="layer-part" aria-label={t('filters')}>
      <header>
        <h3 title={t('filters.help')}>{t('filters')}</h3>
        <span>
          {height}×{width}×{ins} → {outs}
        </span>
        <Range least={least} greatest={greatest} />
      </header>
      <ul className="layer-filters">
        {Array.from({ length: columns }, (_, out) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: filters are places.
          <li key={out}>
            {Array.from({ length: rows }, (_input, input) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: inputs are places.
              <span key={input} title={t('filter', { n: out + 1, input: input + 1 })}>
                <TensorImage
                  pixels={channelPixels(values, [height, width, ins * outs], input * outs + out, { least, greatest })}
                  label={t('filter', { n: out + 1, input: input + 1 })}
                />
              </span>
            ))}
          </li>
        ))}
      </ul>
      {columns * rows < ins * outs && <p className="layer-range">{t('cut', { n: columns * rows, all: ins * outs })}</p>}
    </section>
  );
}
