import './export.css';
import { Tabs } from 'radix-ui';
import { useMemo, useState } from 'react';
import { EXPORTERS, exporterLabels, exporterOf } from '../../../shared/export/index';
import { ExportError } from '../../../shared/export/support/error';
import { useDiagnosis } from '../../editor/diagnosis';
import { graphInView, present, useEditor } from '../../editor/editor';
import { saveFile } from '../../host/files/save-file';
import { ProblemCard } from '../../problems/ProblemCard';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { useLang, useMessages } from '../../ui/language';
import { attempt } from '../../ui/run';
import { message, notify } from '../../ui/ui';
import { MESSAGES } from './messages';

/** The graph in view as a training script in Python, to be read, copied or saved. */
export function ExportDialog() {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  return (
    <Dialog name="export" title={t('title', { libraries: exporterLabels(lang) })} size="large">
      <Content />
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
  const save = () => saveFile(`${graph.id}_${library.name}`, library.fileKind, text);
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
        <Button kind="primary" onClick={() => attempt(save)}>
          {t('save')}
        </Button>
        <Button onClick={() => attempt(copy)}>{t('copy')}</Button>
      </div>
    </Tabs.Root>
  );
}
