import { CircleAlert, CircleStop, GitCompareArrows, Hourglass, Play, Square } from 'lucide-react';
import { useMemo } from 'react';
import { graphDifferences } from '../../../shared/graph/differences/index';
import { graphOf } from '../../../shared/graph/document';
import type { RunSummary } from '../../../shared/host/areas/runs';
import { present, useEditor } from '../../editor/editor';
import { graphOfRun, useNeededRecords } from '../../editor/records';
import { progressOf, useRuns } from '../../editor/runs-store';
import { Button } from '../../ui/Button';
import { useLang, useMessages } from '../../ui/language';
import { showDialog } from '../../ui/ui';
import { can } from '../actions';
import { MESSAGES } from '../messages';

/** Differences that do not affect training. */
const COSMETIC: ReadonlySet<string> = new Set(['annotations', 'note', 'named', 'unnamed', 'expect']);

/** The differences between the graph on the canvas and the run's; undefined if the document does not have that graph. */
export function useRunDifferences(run: RunSummary) {
  const record = useNeededRecords([run.id])[run.id];
  const document = useEditor((state) => present(state).document);
  return useMemo(() => {
    const trained = record && graphOfRun(record);
    if (!trained) return { trained: undefined, differences: undefined };
    const here = document.name === record.document.name ? graphOf(document, record.graph) : undefined;
    const differences = here && graphDifferences(trained, here).filter(({ code }) => !COSMETIC.has(code));
    return { trained, differences };
  }, [record, document]);
}

/** A banner about the run in view: it stopped early, or the canvas shows another graph. */
export function RunBar({ run }: { readonly run: RunSummary }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { trained, differences } = useRunDifferences(run);
  const progress = useRuns((state) => progressOf(state, run));
  const broken = run.status === 'failed' || run.status === 'interrupted';
  // It did not fail, and can be resumed.
  const stopped = run.status === 'stopped';
  const elsewhere = trained !== undefined && differences === undefined;
  const n = differences?.length ?? 0;
  const notices = [run.status === 'queued' ? run.reason : undefined, run.caution].filter((text) => text !== undefined);
  const silent = progress?.silent ? progress.notice : undefined;
  if (!broken && !stopped && !elsewhere && n === 0 && !silent && notices.length === 0) return null;
  return (
    <div className="run-bars">
      {(broken || stopped) && (
        <div className="run-bar" data-tone={broken ? 'bad' : undefined} role="status">
          {broken ? <CircleAlert size={14} /> : <CircleStop size={14} />}
          <p>
            {run.reason?.[lang] ??
              (broken ? t('told.interrupted', { name: run.name }) : t('stopped', { done: run.epochsDone, all: run.epochs }))}
          </p>
          <Button onClick={() => can.resume(run.id)}>
            <Play size={14} /> {t('resume')}
          </Button>
        </div>
      )}
      {notices.map((text) => (
        <div className="run-bar" role="status" key={text.en}>
          <Hourglass size={14} aria-hidden="true" />
          <p>{text[lang]}</p>
        </div>
      ))}
      {silent && (
        <div className="run-bar" data-tone="bad" role="status">
          <Hourglass size={14} />
          <p>{silent[lang]}</p>
          <Button onClick={() => can.stop(run.id)}>
            <Square size={14} /> {t('stop')}
          </Button>
        </div>
      )}
      {(elsewhere || n > 0) && (
        <div className="run-bar">
          <GitCompareArrows size={14} />
          <p>
            {elsewhere
              ? t('elsewhere', { graph: run.graph.title, document: run.document })
              : t(n === 1 ? 'differs.one' : 'differs', { n })}
          </p>
          <Button onClick={() => showDialog('runGraph')}>{t('show')}</Button>
        </div>
      )}
    </div>
  );
}
