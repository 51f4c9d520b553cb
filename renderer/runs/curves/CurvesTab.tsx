import './curves.css';
import { useMemo, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { RunSummary } from '../../../shared/host/areas/runs';
import { paperFigures } from '../../../shared/runs/paper';
import { taskOf } from '../../../shared/training/tasks/index';
import { runOf, shownOf, useRuns } from '../../editor/runs-store';
import { formatNumber, useLang, useMessages } from '../../ui/language';
import { formatLoss, formatShare } from '../figures';
import { axisLoss } from './axis';
import { Chart } from './Chart';
import { Legend } from './Legend';
import { MESSAGES } from './messages';
import { type RunMetrics, useFollowedMetrics, useMetrics } from './metrics';
import { curvesOf, type Quantity, valueAt } from './series';
import { Toolbar } from './Toolbar';
import { useCurveView } from './view';

/** The runs in a chart, with their metrics, in the order of their colours. */
export function useShownRuns(): readonly RunSummary[] {
  // A selector, because progress events change the state ten times a second.
  const { list, view, compared } = useRuns(useShallow(({ list, view, compared }) => ({ list, view, compared })));
  return useMemo(() => shownOf({ view, compared }).flatMap((id) => runOf({ list }, id) ?? []), [list, view, compared]);
}

/** Loss and accuracy of the run in view and of the compared runs, with their final values and differences. */
export function CurvesTab() {
  const t = useMessages(MESSAGES);
  const runs = useShownRuns();
  const colours = useRuns((state) => state.colours);
  const metrics = useMetrics();
  const { per: wanted, logarithmic, smoothing } = useCurveView();
  const [at, setAt] = useState<number | undefined>();
  useFollowedMetrics(runs.map(({ id }) => id));
  const measured = runs.flatMap(({ id }) => (metrics[id] ? [[id, metrics[id]] as const] : []));
  // The first epoch may take minutes; until it ends, only steps have values.
  const early = measured.every(([, { epochs }]) => epochs.length === 0);
  const per = early && measured.some(([, { losses }]) => losses.length > 0) ? 'batch' : wanted;
  const quantities: readonly Quantity[] = runs.some(({ task }) => taskOf(task).target === 'class')
    ? ['loss', 'accuracy']
    : ['loss'];
  if (runs.length === 0) return <p className="dock-none">{t('none.run')}</p>;
  return (
    <div className="curves">
      <div className="curves-main">
        <Toolbar runs={runs} measured={measured} colours={colours} />
        <div className="curves-charts">
          {quantities.map((quantity) => (
            <CurveChart
              key={quantity}
              quantity={quantity}
              measured={measured}
              runs={runs}
              colours={colours}
              options={{ per, logarithmic, smoothing }}
              onPoint={setAt}
            />
          ))}
        </div>
      </div>
      <Legend runs={runs} metrics={metrics} colours={colours} per={per} at={at} />
    </div>
  );
}

interface Props {
  readonly quantity: Quantity;
  readonly measured: readonly (readonly [string, RunMetrics])[];
  readonly runs: readonly RunSummary[];
  readonly colours: Readonly<Record<string, number>>;
  readonly options: { readonly per: 'epoch' | 'batch'; readonly logarithmic: boolean; readonly smoothing: number };
  readonly onPoint: (index: number | undefined) => void;
}

function CurveChart({ quantity, measured, runs, colours, options, onPoint }: Props) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const percent = useCurveView((view) => view.percent);
  const { per, logarithmic, smoothing } = options;
  const key = measured.map(([id, { next }]) => `${id} ${next}`).join('|');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what of the metrics changes.
  const curves = useMemo(() => curvesOf(measured, { quantity, per, smoothing }), [key, quantity, per, smoothing]);
  const paperKey = runs.map(({ id, paper }) => `${id} ${paper}`).join('|');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what of the runs changes.
  const levels = useMemo(
    () =>
      runs.flatMap(({ id, paper }) => {
        const figures = paperFigures(paper);
        const value = quantity === 'loss' ? figures?.valLoss : figures?.valAccuracy;
        return value === undefined ? [] : [{ run: id, value }];
      }),
    [paperKey, quantity],
  );
  const format = (value: number) =>
    quantity === 'accuracy' ? `${formatNumber(Number((100 * value).toFixed(3)), lang)} %` : axisLoss(value, percent, lang);
  const nameOf = (id: string) => runs.find((run) => run.id === id)?.name ?? id;
  const describe = (index: number | undefined) => {
    const place = index ?? curves.places.length - 1;
    if (place < 0) return t('values.none');
    const write = (value: number) => (quantity === 'accuracy' ? formatShare(value, lang) : formatLoss(value, percent, lang));
    const values = curves.curves.flatMap((curve) => {
      const value = valueAt(curve, place);
      return value === null ? [] : [t('values', { run: nameOf(curve.run), part: t(curve.part), value: write(value) })];
    });
    return [t(`at.${per}`, { n: place + 1 }), ...values].join('; ');
  };
  const empty = curves.curves.length === 0;
  return (
    <figure className="curves-chart">
      <figcaption>
        <b>{t(quantity)}</b>
        <span className="curves-lines">
          <i data-part="validation" /> {t('validation')} <i data-part="train" /> {t('train')}
        </span>
        <span className="curves-along">{t(per)} →</span>
      </figcaption>
      {empty ? (
        <p className="dock-none">{t(per === 'epoch' ? 'none' : 'none.batch')}</p>
      ) : (
        <Chart
          label={t(quantity)}
          along={t(per)}
          curves={curves}
          levels={levels}
          colours={colours}
          foremost={runs[0]?.id}
          logarithmic={logarithmic && quantity === 'loss'}
          format={format}
          describe={describe}
          onPoint={onPoint}
        />
      )}
    </figure>
  );
}
