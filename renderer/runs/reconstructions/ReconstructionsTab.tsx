import './reconstructions.css';
import { useState } from 'react';
import type { Pictures } from '../../../shared/host/areas/run-ref';
import type { RunSummary } from '../../../shared/host/areas/runs';
import { taskOf } from '../../../shared/training/tasks/index';
import { useRuns } from '../../editor/runs-store';
import { TensorImage } from '../../figures/TensorImage';
import { pixelsOf } from '../../figures/tensor-image';
import { useLang, useMessages } from '../../ui/language';
import { Select } from '../../ui/Select';
import { Waiting } from '../../ui/Waiting';
import { useCurveView } from '../curves/view';
import { EpochScrubber } from '../EpochScrubber';
import { formatLoss } from '../figures';
import { useHostQuery } from '../use-host-query';
import { MESSAGES } from './messages';
import { type FigureRow, SaveMenu } from './SaveMenu';

/** A row of images: the originals, or the reconstructions of a run. */
interface Row {
  readonly key: string;
  readonly label: string;
  readonly pictures: Pictures;
  /** The index of the image in each column; undefined if the run does not have it. */
  readonly places: readonly (number | undefined)[];
  readonly losses?: readonly number[];
  readonly colour?: number | undefined;
}

/** The same validation images after every epoch, with the reconstructions of this run and another (the paper's Figure 7). */
export function ReconstructionsTab({ run }: { readonly run: RunSummary }) {
  const t = useMessages(MESSAGES);
  const [epoch, setEpoch] = useState<number | undefined>();
  const compared = useRuns((state) => state.compared);
  const colours = useRuns((state) => state.colours);
  const others = (useRuns((state) => state.list) ?? []).filter(
    ({ id, task, epochsDone }) => id !== run.id && taskOf(task).target === 'image' && epochsDone > 0,
  );
  const [chosen, setChosen] = useState<string | undefined>();
  const wanted = chosen ?? compared.find((id) => others.some((other) => other.id === id)) ?? '';
  const other = others.find(({ id }) => id === wanted);
  const own = useHostQuery(
    'views.samples',
    taskOf(run.task).target === 'image' ? { id: run.id, ...(epoch === undefined ? {} : { epoch }) } : undefined,
    run.id,
    run.epochsDone,
  );
  const theirs = useHostQuery('views.samples', other && { id: other.id }, other?.id, other?.epochsDone);
  if (taskOf(run.task).target === 'class') return <Waiting text={t('classifies')} />;
  const { value } = own;
  if (!value) return <Waiting failed={own.failed} />;
  if (value.epoch === null) return <Waiting text={t(run.epochsDone > 0 ? 'none.kept' : 'none')} />;
  const columns = value.images.map((_, index) => index);
  const beside = other && theirs.value;
  const places = beside ? value.images.map((image) => placeIn(beside.images, image)) : [];
  const rows: readonly Row[] = [
    { key: 'original', label: t('original'), pictures: value.originals, places: columns },
    {
      key: 'own',
      label: t('after', { name: run.name, epoch: value.epoch }),
      pictures: value.reconstructions,
      places: columns,
      losses: value.losses,
      colour: colours[run.id],
    },
    ...(other && beside && beside.epoch !== null && places.some((place) => place !== undefined)
      ? [
          {
            key: 'other',
            label: t('after', { name: other.name, epoch: beside.epoch }),
            pictures: beside.reconstructions,
            places,
            losses: beside.losses,
            colour: colours[other.id],
          },
        ]
      : []),
  ];
  const figure: readonly FigureRow[] = rows.map(({ label, pictures, places: shown }) => ({
    label,
    pixels: shown.map((place) => (place === undefined ? undefined : pixelsOf(pictures, place))),
  }));
  return (
    <div className="dock-view">
      <div className="dock-tools">
        <EpochScrubber epochs={value.epochs} epoch={epoch} onChange={setEpoch} />
        <label className="dock-choice">
          {t('beside')}
          <Select
            value={other?.id ?? ''}
            options={[['', t('beside.none')], ...others.map(({ id, name }) => [id, name] as const)]}
            onChange={setChosen}
          />
        </label>
        <SaveMenu name={run.name} rows={figure} />
        {other && beside && places.every((place) => place === undefined) && <span>{t('differ', { name: other.name })}</span>}
      </div>
      <Grid rows={rows} labels={value.labels} />
    </div>
  );
}

/** The index of an image in another run's images; undefined if that run does not have it. */
function placeIn(images: readonly number[], image: number): number | undefined {
  const place = images.indexOf(image);
  return place < 0 ? undefined : place;
}

function Grid({ rows, labels }: { readonly rows: readonly Row[]; readonly labels: readonly string[] }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const percent = useCurveView((view) => view.percent);
  return (
    <div className="samples-space">
      <table className="samples" aria-label={t('grid')}>
        <thead>
          <tr>
            <td />
            {labels.map((label, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns are places.
              <th key={index} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, pictures, places, losses, colour }) => (
            <tr key={key} data-run={colour}>
              <th scope="row">
                {colour !== undefined && <span className="run-dot" />}
                <span>{label}</span>
              </th>
              {places.map((place, column) => {
                const loss = place === undefined ? undefined : losses?.[place];
                const shown = loss === undefined ? undefined : formatLoss(loss, percent, lang);
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns are places.
                  <td key={column} title={shown && t('loss', { loss: shown })}>
                    {place !== undefined && (
                      <TensorImage
                        pixels={pixelsOf(pictures, place)}
                        label={t('of', { what: label, label: labels[column] ?? String(column + 1) })}
                      />
                    )}
                    {shown && <span className="samples-loss">{shown}</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
