import './export.css';
import { Tabs } from 'radix-ui';
import { useMemo, useState } from 'react';
import { EXPORTERS, exporterLabels, exporterOf } from '../../../shared/export/index';
import { ExportError } from '../../../shared/export/support/error';
import { useDiagnosis } from '../../editor/diagnosis';
import { graphInView, present, useEditor } from '../../editor/editor';
import { windowFiles } from '../../host/files/window-files';
import { ProblemCard } from '../../problems/ProblemCard';
import { Dialog } from '../../ui/Dialog';
import { useLang, useMessages } from '../../ui/language';
import { attempt } from '../../ui/run';
import { message, notify, useUi } from '../../ui/ui';
import { MESSAGES } from './messages';

/** The graph in view as a training script in Python, to be read, copied or saved. */
export function ExportDialog() {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const open = useUi((ui) => ui.dialog === 'export');
  return (
    <Dialog name="export" title={t('title', { libraries: exporterLabels(lang) })} size="large">
      {open && <Content />}
    </Dialog>
  );
}

function Content() {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const [chosen, setChosen] = useState(EXPORTERS[0]?.name ?? '');
  const document = useEditor((state) => present(state).document);
  const graph = useEditor(graphInView);
  const { inference, problems } = useDiagnosis();
  const errors = problems.filter(({ severity }) => severity === 'error');
  const library = exporterOf(chosen);
  const script = useMemo(() => {
    try {
      return { text: library.write(document, graph, inference), refusal: undefined };
    } catch (error) {
      if (!(error instanceof ExportError)) throw error;
      return { text: undefined, refusal: error };
    }
  }, [library, document, graph, inference]);
  if (errors.length > 0 || script.text === undefined)
    return (
      <div className="export">
        <p>{script.refusal && errors.length === 0 ? script.refusal.text[lang] : t('errors')}</p>
        {errors.map((problem) => (
          <ProblemCard key={`${problem.node ?? ''} ${problem.code} ${problem.param ?? ''}`} problem={problem} />
        ))}
      </div>
    );
  const { text } = script;
  const save = async () => {
    const saved = await windowFiles().saveAs(`${graph.id}_${library.name}`, library.fileKind, text);
    if (saved) notify({ tone: 'info', text: message(MESSAGES, 'saved', { name: saved.name }) });
  };
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    notify({ tone: 'info', text: message(MESSAGES, 'copied') });
  };
  return (
    <Tabs.Root className="export" value={chosen} onValueChange={setChosen}>
      <Tabs.List className="side-tabs" aria-label={t('library')}>
        {EXPORTERS.map(({ name, label, help }) => (
          <Tabs.Trigger key={name} value={name} className="side-tab" title={help[lang]}>
            {label}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value={chosen} tabIndex={-1}>
        <textarea className="export-script" readOnly spellCheck={false} wrap="off" aria-label={t('source')} value={text} />
      </Tabs.Content>
      <div className="dialog-answers">
        <button type="button" className="button" data-kind="primary" onClick={() => attempt(save)}>
          {t('save')}
        </button>
        <button type="button" className="button" onClick={() => attempt(copy)}>
          {t('copy')}
        </button>
      </div>
    </Tabs.Root>
  );
}
