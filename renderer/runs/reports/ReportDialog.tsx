import './reports.css';
import { useState } from 'react';
import type { RunSummary } from '../../../shared/host/areas/runs';
import { LANGS, type Lang } from '../../../shared/i18n/i18n';
import { runsHost, useRuns } from '../../editor/runs-store';
import { saveFile } from '../../host/files/save-file';
import { Checkbox } from '../../ui/Checkbox';
import { Dialog } from '../../ui/Dialog';
import { DialogForm } from '../../ui/DialogForm';
import { useLang, useMessages } from '../../ui/language';
import { attempt } from '../../ui/run';
import { Segments } from '../../ui/Segments';
import { showDialog } from '../../ui/ui';
import { Waiting } from '../../ui/Waiting';
import { useHostQuery } from '../use-host-query';
import { MESSAGES } from './messages';
import { useReport } from './report';

/** The dialog for a report: runs, language and captions. */
export function ReportDialog() {
  const t = useMessages(MESSAGES);
  return (
    <Dialog name="report" title={t('report.title')} size="medium">
      <Content />
    </Dialog>
  );
}

function Content() {
  const t = useMessages(MESSAGES);
  const list = useRuns((state) => state.list);
  const begun = (list ?? []).filter(({ epochsDone }) => epochsDone > 0);
  const ids = useReport((report) => report.ids).filter((id) => begun.some((run) => run.id === id));
  const setIds = (chosen: readonly string[]) => useReport.setState({ ids: chosen });
  const [lang, setLang] = useState<Lang>(useLang());
  const [title, setTitle] = useState('');
  const [captions, setCaptions] = useState<Readonly<Record<string, string>>>({});
  const base = { ids: [...ids], lang };
  const { value, failed } = useHostQuery('reports.html', ids.length > 0 ? base : undefined, lang);
  const making = async () => {
    const { text } = await runsHost().call('reports.html', {
      ...base,
      ...(title.trim() === '' ? {} : { title: title.trim() }),
      ...(Object.keys(captions).length === 0 ? {} : { captions: { ...captions } }),
    });
    await saveFile(title.trim() || 'report', 'html', text);
    showDialog(undefined);
  };
  return (
    <DialogForm answer={t('save')} disabled={!value || ids.length === 0} onSubmit={() => void attempt(making)}>
      <Chosen runs={begun} ids={ids} onChange={setIds} />
      <div className="report-row">
        <label>
          {t('title')}
          <input
            className="field"
            maxLength={500}
            value={title}
            onChange={({ currentTarget }) => setTitle(currentTarget.value)}
          />
        </label>
        <Segments
          label={t('language')}
          value={lang}
          options={LANGS.map((one) => [one, t(`language.${one}`)] as const)}
          onChange={(one) => {
            setLang(one);
            setCaptions({});
          }}
        />
      </div>
      {ids.length === 0 ? (
        <p>{t('none')}</p>
      ) : !value ? (
        <Waiting failed={failed} text={t('making')} />
      ) : (
        <fieldset className="report-captions">
          <legend title={t('captions.help')}>{t('captions')}</legend>
          {value.captions.map(({ id, text }, index) => (
            <textarea
              key={id}
              className="field"
              rows={2}
              maxLength={5_000}
              aria-label={`${t('captions')} ${index + 1}`}
              value={captions[id] ?? text}
              onChange={({ currentTarget }) => setCaptions({ ...captions, [id]: currentTarget.value })}
            />
          ))}
        </fieldset>
      )}
    </DialogForm>
  );
}

interface ChosenProps {
  readonly runs: readonly RunSummary[];
  readonly ids: readonly string[];
  onChange(ids: readonly string[]): void;
}

/** The runs of the report, in the order of their selection. */
function Chosen({ runs, ids, onChange }: ChosenProps) {
  const t = useMessages(MESSAGES);
  return (
    <fieldset className="report-runs">
      <legend>{t('runs')}</legend>
      {runs.map(({ id, name }) => (
        <Checkbox
          key={id}
          checked={ids.includes(id)}
          onChange={(chosen) => onChange(chosen ? [...ids, id] : ids.filter((other) => other !== id))}
        >
          {name}
        </Checkbox>
      ))}
    </fieldset>
  );
}
