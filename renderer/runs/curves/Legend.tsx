import { X } from 'lucide-react';
import { useMemo } from 'react';
import { differenceText, graphDifferences } from '../../../shared/graph/differences/index';
import type { RunSummary } from '../../../shared/host/areas/runs';
import { paperFigures } from '../../../shared/runs/paper';
import { datasetOf } from '../../../shared/training/datasets/index';
import { taskOf } from '../../../shared/training/tasks/index';
import { graphOfRun, hasDropout, inferenceOfRun, useNeededRecords } from '../../editor/records';
import { compareRun, useRuns, viewRun } from '../../editor/runs-store';
import { Thumbnail } from '../../figures/Thumbnail';
import { Button } from '../../ui/Button';
import { formatNumber, useLang, useMessages } from '../../ui/language';
import { Select } from '../../ui/Select';
import { dataKey, formatLoss, formatSeconds, formatShare } from '../figures';
import { RunState } from '../RunState';
import { MESSAGES } from './messages';
import type { RunMetrics } from './metrics';
import { curvesOf, type Part, type Per, type Quantity, valueAt } from './series';
import { useCurveView } from './view';

interface Props {
  readonly runs: readonly RunSummary[];
  readonly metrics: Readonly<Record<string, RunMetrics>>;
  readonly colours: Readonly<Record<string, number>>;
  /** The unit of the x axis. */
  readonly per: Per;
  /** The index under the pointer. */
  readonly at: number | undefined;
}

/** The runs of the chart: their values under the pointer or at the end, the paper's values, and their differences. */
export function Legend({ runs, metrics, colours, per, at }: Props) {
  const t = useMessages(MESSAGES);
  const records = useNeededRecords(runs.map(({ id }) => id));
  const [first, ...others] = runs;
  return (
    <section className="legend" aria-label={t('legend')}>
      <p className="legend-at">{at === undefined ? t('now') : t(`at.${per}`, { n: at + 1 })}</p>
      {runs.map((run, index) => (
        <RunFigures
          key={run.id}
          run={run}
          metrics={metrics[run.id]}
          colour={colours[run.id]}
          per={per}
          at={at}
          first={index === 0}
        >
          {first && dataKey(run) !== dataKey(first) && <p className="legend-warn">{t('otherData')}</p>}
        </RunFigures>
      ))}
      <CompareWith runs={runs} />
      {first && (
        <Notes
          run={first}
          dropout={runs.some(({ id }) => records[id] && hasDropout(records[id]))}
          paper={runs.some(({ paper }) => paperFigures(paper))}
        />
      )}
      {first && others.length > 0 && <RunDifferences first={first} others={others} />}
    </section>
  );
}

/** Adds a run to the comparison. */
function CompareWith({ runs }: { readonly runs: readonly RunSummary[] }) {
  const t = useMessages(MESSAGES);
  const list = useRuns((state) => state.list) ?? [];
  const rest = list.filter((run) => run.status !== 'queued' && !runs.some(({ id }) => id === run.id));
  if (rest.length === 0) return null;
  return (
    <Select
      className="legend-compare"
      label={t('others')}
      value=""
      options={[['', `${t('others')}…`], ...rest.map(({ id, name }) => [id, name] as const)]}
      onChange={(id) => id !== '' && compareRun(id, true)}
    />
  );
}

interface FiguresProps {
  readonly run: RunSummary;
  readonly metrics: RunMetrics | undefined;
  readonly colour: number | undefined;
  readonly per: Per;
  readonly at: number | undefined;
  readonly first: boolean;
  readonly children: React.ReactNode;
}

function RunFigures({ run, metrics, colour, per, at, first, children }: FiguresProps) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { percent, smoothing } = useCurveView();
  const record = useNeededRecords([run.id])[run.id];
  const inference = record && inferenceOfRun(record);
  const paper = paperFigures(run.paper);
  const shown = useMemo(
    () =>
      (taskOf(run.task).target === 'class' ? (['loss', 'accuracy'] as const) : (['loss'] as const)).map((quantity: Quantity) => {
        const { curves, places } = metrics
          ? curvesOf([[run.id, metrics]], { quantity, per, smoothing: at === undefined ? 0 : smoothing })
          : { curves: [], places: [] };
        const value = (part: Part) => {
          const curve = curves.find((candidate) => candidate.part === part);
          return curve ? valueAt(curve, at ?? places.length - 1) : null;
        };
        return { quantity, train: value('train'), validation: value('validation') };
      }),
    [metrics, per, smoothing, at, run.id, run.task],
  );
  const write = (quantity: Quantity, value: number | null | undefined) =>
    value === null || value === undefined
      ? '–'
      : quantity === 'accuracy'
        ? formatShare(value, lang)
        : formatLoss(value, percent, lang);
  return (
    <article className="legend-run" data-run={colour} data-first={first || undefined}>
      <header>
        <span className="run-dot" />
        <button type="button" className="legend-name" title={t('view', { name: run.name })} onClick={() => viewRun(run.id)}>
          {run.name}
        </button>
        {inference && <Thumbnail inference={inference} />}
        {!first && (
          <Button
            className="legend-remove"
            kind="quiet"
            label={t('remove', { name: run.name })}
            onClick={() => compareRun(run.id, false)}
          >
            <X size={12} />
          </Button>
        )}
      </header>
      <p className="legend-state">
        <RunState run={run} /> · {formatSeconds(run.seconds)}
      </p>
      <table className="legend-figures">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">{t('legend')}</span>
            </th>
            <th scope="col">{t('train')}</th>
            <th scope="col">{t('validation')}</th>
            <th scope="col">{t('best')}</th>
            {paper && <th scope="col">{t('paper')}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ quantity, train, validation }) => (
            <tr key={quantity}>
              <th scope="row">{t(quantity)}</th>
              <td>{write(quantity, train)}</td>
              <td>
                <b>{write(quantity, validation)}</b>
              </td>
              <td>{write(quantity, quantity === 'loss' ? run.best?.valLoss : run.best?.valAccuracy)}</td>
              {paper && <td>{write(quantity, quantity === 'loss' ? paper.valLoss : paper.valAccuracy)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {children}
      {metrics?.failed && <p className="legend-warn">{t('failed', { reason: metrics.failed })}</p>}
    </article>
  );
}

/** Notes on the meaning of train and validation for this run. */
function Notes({ run, dropout, paper }: { readonly run: RunSummary; readonly dropout: boolean; readonly paper: boolean }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { dataset, validation, testImages } = run.data;
  const all = datasetOf(dataset)?.test;
  const n = validation ?? all;
  const code = !testImages ? 'part' : n === undefined || validation === undefined || validation === all ? 'test' : 'some';
  const text =
    code !== 'some' && (n === undefined || (code === 'part' && validation === undefined))
      ? (`validation.${code}.uncounted` as const)
      : (`validation.${code}` as const);
  return (
    <div className="legend-notes">
      <p>{t(text, { n: formatNumber(n ?? 0, lang) })}</p>
      {dropout && <p>{t('train.dropout')}</p>}
      {paper && <p>{t('paper.note')}</p>}
    </div>
  );
}

/** The differences of the compared runs' graphs and configurations from the first. */
function RunDifferences({ first, others }: { readonly first: RunSummary; readonly others: readonly RunSummary[] }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const records = useNeededRecords([first, ...others].map(({ id }) => id));
  const record = records[first.id];
  const base = record && graphOfRun(record);
  if (!base) return null;
  return (
    <section className="legend-differences">
      <h3>{t('differs', { name: first.name })}</h3>
      <dl>
        {others.map((other) => {
          const its = records[other.id];
          const graph = its && graphOfRun(its);
          const texts = graph ? graphDifferences(base, graph).map((difference) => differenceText(difference, lang)) : [];
          return (
            <div key={other.id}>
              <dt>{other.name}</dt>
              <dd>{texts.length === 0 ? t('differs.same') : texts.join('; ')}</dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}
