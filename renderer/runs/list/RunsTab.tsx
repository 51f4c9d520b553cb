import './runs.css';
import { FileText, FolderInput, GraduationCap, Star, Trash2 } from 'lucide-react';
import { Fragment, useMemo, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { RunSummary } from '../../../shared/host/areas/runs';
import { paperFigures } from '../../../shared/runs/paper';
import { taskOf } from '../../../shared/training/tasks/index';
import { compareRun, loadRuns, runOf, useRuns, viewRun } from '../../editor/runs-store';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/Checkbox';
import { formatNumber, useLang, useMessages } from '../../ui/language';
import { attempt } from '../../ui/run';
import { showDialog } from '../../ui/ui';
import { Waiting } from '../../ui/Waiting';
import { deleteRuns, describeRun } from '../actions';
import { useCurveView } from '../curves/view';
import { dataKey, dataLabel, formatLoss, formatSeconds, formatShare, ranks } from '../figures';
import { MESSAGES } from '../messages';
import { RunState } from '../RunState';
import { openReport } from '../reports/report';
import { chooseRunFolder } from './import';
import { RunMenu } from './RunMenu';
import { RunName } from './RunName';
import { useVirtualRows } from './virtual-rows';

/** The list of all runs: filter, show, compare, annotate and delete them. */
export function RunsTab() {
  const t = useMessages(MESSAGES);
  const state = useRuns(useShallow(({ list, failed, compared }) => ({ list, failed, compared })));
  const [typed, setTyped] = useState('');
  const [starred, setStarred] = useState(false);
  const { list, failed, compared } = state;
  const wanted = typed.trim().toLowerCase();
  const shown = useMemo(
    () => list?.filter((run) => (!starred || run.starred) && textOf(run).includes(wanted)) ?? [],
    [list, starred, wanted],
  );
  const chosen = compared.flatMap((id) => runOf(state, id) ?? []);
  if (!list)
    return failed ? (
      <div className="dock-view">
        <Waiting failed={failed} />
        <Button onClick={() => void loadRuns()}>{t('again')}</Button>
      </div>
    ) : (
      <Waiting text={t('loading')} />
    );
  return (
    <div className="dock-view">
      <div className="dock-tools">
        <input
          className="field runs-filter"
          type="search"
          placeholder={t('filter')}
          aria-label={t('filter')}
          value={typed}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Checkbox className="dock-check" checked={starred} onChange={setStarred}>
          {t('filter.stars')}
        </Checkbox>
        <span className="dock-space" />
        {chosen.length > 0 && (
          <>
            <span className="runs-chosen">{t(chosen.length === 1 ? 'chosen.one' : 'chosen', { n: chosen.length })}</span>
            <Button onClick={() => void attempt(() => deleteRuns(chosen))}>
              <Trash2 size={14} /> {t(chosen.length === 1 ? 'delete.chosen.one' : 'delete.chosen', { n: chosen.length })}
            </Button>
          </>
        )}
        <Button disabled={list.length === 0} onClick={() => openReport()}>
          <FileText size={14} /> {t('report')}
        </Button>
        <Button onClick={() => showDialog('study')}>
          <GraduationCap size={14} /> {t('study')}
        </Button>
        <Button title={t('import.drop')} onClick={chooseRunFolder}>
          <FolderInput size={14} /> {t('import')}
        </Button>
      </div>
      {list.length === 0 ? (
        <Waiting text={t('none')} />
      ) : shown.length === 0 ? (
        <Waiting text={t('filter.none')} />
      ) : (
        <Table runs={shown} all={list} />
      )}
    </div>
  );
}

const textOf = (run: RunSummary): string =>
  `${run.name} ${run.note} ${run.document} ${run.graph.title.en} ${run.status} ${dataLabel(run)}`.toLowerCase();

const COLUMNS = ['train', 'validation', 'accuracy', 'paper', 'data', 'time', 'created'] as const;

/** All columns: compare, star, name and state before the others, and the menu after them. */
const COLUMN_COUNT = COLUMNS.length + 5;

/** The height of rows that are not rendered, in pixels. */
function Space({ height }: { readonly height: number }) {
  return height > 0 ? (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty row has nothing that could have the focus.
    <tr aria-hidden="true" className="runs-gap">
      <td colSpan={COLUMN_COUNT} style={{ height }} />
    </tr>
  ) : null;
}

function Table({ runs, all }: { readonly runs: readonly RunSummary[]; readonly all: readonly RunSummary[] }) {
  const t = useMessages(MESSAGES);
  const places = useMemo(() => ranks(all), [all]);
  const first = useRuns((state) => runOf(state, state.view));
  const scrolled = useRef<HTMLDivElement>(null);
  const ids = useMemo(() => runs.map(({ id }) => id), [runs]);
  const { rows, after, measure, setFocused } = useVirtualRows(ids, scrolled);
  return (
    <div className="runs-space" ref={scrolled}>
      <table className="runs" aria-label={t('table')} aria-rowcount={runs.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">
              <span className="unseen">{t('column.compare')}</span>
            </th>
            <th scope="col">
              <span className="unseen">{t('column.star')}</span>
            </th>
            <th scope="col">{t('column.name')}</th>
            <th scope="col">{t('column.state')}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" className={`runs-${column}`}>
                {t(`column.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="unseen">{t('column.what')}</span>
            </th>
          </tr>
        </thead>
        <tbody onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && setFocused(undefined)}>
          {rows.map(({ index, space }) => {
            const run = runs[index];
            return (
              run && (
                <Fragment key={run.id}>
                  <Space height={space} />
                  <Row
                    run={run}
                    index={index}
                    measure={measure}
                    onFocus={setFocused}
                    place={places.get(run.id)}
                    other={first !== undefined && dataKey(first) !== dataKey(run)}
                  />
                </Fragment>
              )
            );
          })}
          <Space height={after} />
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly run: RunSummary;
  /** Its index in the table, from 0. */
  readonly index: number;
  /** Measures the height of the row. */
  measure(row: HTMLTableRowElement | null): void;
  /** Called with the id of the run when a control of the row gets the focus. */
  onFocus(id: string): void;
  readonly place: { readonly rank: number; readonly of: number } | undefined;
  /** True if it cannot be compared with the run in view. */
  readonly other: boolean;
}

function Row({ run, index, measure, onFocus, place, other }: RowProps) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const percent = useCurveView((view) => view.percent);
  const { view, compared, colours } = useRuns(useShallow(({ view, compared, colours }) => ({ view, compared, colours })));
  const [renaming, setRenaming] = useState(false);
  const { id, name, last, data, pixelScale } = run;
  const paper = paperFigures(run.paper);
  const loss = (value: number | undefined) => (value === undefined ? '' : formatLoss(value, percent, lang));
  const share = (value: number | undefined) => (value === undefined ? '' : formatShare(value, lang));
  const inView = view === id;
  const part =
    data.train === undefined ? dataLabel(run) : t('data.part', { data: dataLabel(run), train: formatNumber(data.train, lang) });
  const [low, high] = pixelScale;
  return (
    <tr
      ref={measure}
      data-index={index}
      // The header is row 1.
      aria-rowindex={index + 2}
      data-view={inView || undefined}
      data-run={colours[id]}
      onFocus={() => onFocus(id)}
      onDoubleClick={() => viewRun(id)}
    >
      <td>
        <input
          type="checkbox"
          aria-label={t('compare', { name })}
          checked={compared.includes(id)}
          disabled={run.status === 'queued'}
          onChange={({ currentTarget }) => compareRun(id, currentTarget.checked)}
        />
      </td>
      <td>
        <Button
          className="runs-star"
          kind="quiet"
          aria-pressed={run.starred}
          aria-label={t(run.starred ? 'unstar' : 'star', { name })}
          onClick={() => void attempt(() => describeRun(id, { starred: !run.starred }))}
        >
          <Star size={14} fill={run.starred ? 'currentColor' : 'none'} />
        </Button>
      </td>
      <td className="runs-name">
        <RunName run={run} renaming={renaming} onRenamed={() => setRenaming(false)} />
        {place?.rank === 1 && place.of > 1 && <span className="runs-best">{t('rank', { n: place.of })}</span>}
        {run.note !== '' && <p className="runs-note">{run.note}</p>}
      </td>
      <td title={run.reason?.[lang]}>
        <RunState run={run} />
      </td>
      <td className="runs-train">{loss(last?.trainLoss)}</td>
      <td className="runs-validation">
        <b>{loss(last?.valLoss)}</b>
      </td>
      <td className="runs-accuracy">{share(last?.valAccuracy)}</td>
      <td className="runs-paper">
        {paper && (taskOf(run.task).target === 'class' ? share(paper.valAccuracy) : loss(paper.valLoss))}
      </td>
      <td className="runs-data">
        {part} {(low !== -1 || high !== 1) && <span>{t('scale', { low, high })}</span>}
        {other && (
          <span className="runs-other" title={t('other.data.help')}>
            {t('other.data')}
          </span>
        )}
      </td>
      <td className="runs-time">{formatSeconds(run.seconds)}</td>
      <td className="runs-created">
        <time dateTime={run.created}>
          {new Intl.DateTimeFormat(lang, { dateStyle: 'short', timeStyle: 'short' }).format(new Date(run.created))}
        </time>
      </td>
      <td>
        <RunMenu run={run} onRename={() => setRenaming(true)} />
      </td>
    </tr>
  );
}
