import './run-graph.css';
import { differenceText } from '../../shared/graph/differences/index';
import { LENGTHS } from '../../shared/graph/document';
import { insertGraph } from '../../shared/graph/edits/document-edits';
import { infer } from '../../shared/graph/infer';
import { serializeDocument } from '../../shared/graph/parse';
import type { RunSummary } from '../../shared/host/areas/runs';
import { change, openGraph } from '../editor/editor';
import { useNeededRecords } from '../editor/records';
import { runOf, useRuns } from '../editor/runs-store';
import { WINDOW_COLOURS } from '../figures/colours';
import { GraphFigure } from '../figures/GraphFigure';
import { useRunDifferences } from '../runs/list/RunBar';
import { MESSAGES } from '../runs/messages';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { useLang, useMessages } from '../ui/language';
import { attempt } from '../ui/run';
import { showDialog } from '../ui/ui';
import { documents } from './documents';

/** The graph that the run in view trained, with ways to open it. */
export function RunGraphDialog() {
  const t = useMessages(MESSAGES);
  const run = useRuns((state) => runOf(state, state.view));
  if (!run) return null;
  return (
    <Dialog name="runGraph" title={t('graph.title', { name: run.name })} size="large">
      <Content run={run} />
    </Dialog>
  );
}

function Content({ run }: { readonly run: RunSummary }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const record = useNeededRecords([run.id])[run.id];
  const { trained, differences } = useRunDifferences(run);
  if (!record || !trained) return <p>{t('graph.loading')}</p>;
  const close = () => showDialog(undefined);
  const { file } = run;
  return (
    <>
      <div className="run-graph">
        <GraphFigure inference={infer(trained)} colours={WINDOW_COLOURS} lang={lang} />
      </div>
      {differences?.length === 0 && <p>{t('graph.same')}</p>}
      {differences && differences.length > 0 && (
        <section>
          <h3>{t('graph.differs')}</h3>
          <ul className="run-differences">
            {differences.map((difference) => (
              <li key={differenceText(difference, lang)}>{differenceText(difference, lang)}</li>
            ))}
          </ul>
        </section>
      )}
      <div className="dialog-answers">
        <Button
          kind="primary"
          onClick={() => {
            close();
            change((document) => insertGraph(document, { ...trained, name: run.name.slice(0, LENGTHS.name) }));
          }}
        >
          {t('graph.add')}
        </Button>
        <Button
          onClick={() => {
            close();
            void attempt(async () => {
              const opened = file
                ? await documents().openRef(file)
                : await documents().openCopy(run.document, serializeDocument(record.document));
              if (opened) openGraph(run.graph.id);
            });
          }}
        >
          {t(file ? 'graph.open' : 'graph.open.copy')}
        </Button>
      </div>
    </>
  );
}
