import '../train-form.css';
import './reports.css';
import { FileText, Square } from 'lucide-react';
import { useState } from 'react';
import type { Out } from '../../../shared/host/api';
import type { Lang } from '../../../shared/i18n/i18n';
import { paperFigures } from '../../../shared/runs/paper';
import { RANGES } from '../../../shared/training/config';
import { DATASETS } from '../../../shared/training/datasets/index';
import { loadRuns, runOf, runsHost, useRuns } from '../../editor/runs-store';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/Checkbox';
import { Dialog } from '../../ui/Dialog';
import { DialogForm } from '../../ui/DialogForm';
import { useLang, useMessages } from '../../ui/language';
import { NumberField } from '../../ui/NumberField';
import { attempt } from '../../ui/run';
import { Select } from '../../ui/Select';
import { message, notify } from '../../ui/ui';
import { Waiting } from '../../ui/Waiting';
import { formatLoss, formatShare } from '../figures';
import { ImageCounts } from '../ImageCounts';
import { RunState } from '../RunState';
import { useHostQuery } from '../use-host-query';
import { MESSAGES } from './messages';
import { openReport } from './report';
import { isOnItsWay, orderOf, stopRuns, useStudy } from './study';

/** Trains the models of the paper's study, and shows the progress. */
export function StudyDialog() {
  const t = useMessages(MESSAGES);
  return (
    <Dialog name="study" title={t('study.title')} size="medium">
      <Content />
    </Dialog>
  );
}

type Training = Out<'reports.plan'>['trainings'][number];

const isWanted = ({ item }: Training, without: readonly string[]): boolean => !without.includes(item);

/** True if a wanted training starts from its encoder. */
const isNeeded = ({ item }: Training, all: readonly Training[], without: readonly string[]): boolean =>
  all.some((other) => other.from === item && isWanted(other, without));

function Content() {
  const t = useMessages(MESSAGES);
  const study = useStudy();
  const [asking, setAsking] = useState(false);
  const list = useRuns((state) => state.list);
  // Refresh when a run starts, ends or is deleted.
  const { value, failed } = useHostQuery('reports.plan', orderOf(study), '', list);
  const trainings = value?.trainings ?? [];
  const wanted = trainings.filter((one) => isWanted(one, study.without) || isNeeded(one, trainings, study.without));
  const runs = wanted.flatMap(({ run }) => runOf({ list }, run ?? undefined) ?? []);
  const onTheirWay = runs.filter(isOnItsWay);
  const done = runs.filter(({ status }) => status === 'finished').length;
  const begin = async () => {
    const items = wanted.map(({ item }) => item);
    const { ids } = await runsHost().call('reports.study', orderOf(study, items));
    await loadRuns();
    const before = new Set(onTheirWay.map(({ id }) => id));
    const state = useRuns.getState();
    const n = ids.flatMap((id) => runOf(state, id) ?? []).filter((run) => isOnItsWay(run) && !before.has(run.id)).length;
    if (n > 0) notify({ tone: 'info', text: message(MESSAGES, n === 1 ? 'study.started.one' : 'study.started', { n }) });
  };
  /** Disables the buttons while a request is in progress. */
  const ask = async (work: () => Promise<void>) => {
    setAsking(true);
    await attempt(work);
    setAsking(false);
  };
  const missing = wanted.length - done - onTheirWay.length;
  return (
    <DialogForm
      answer={t(runs.length > 0 ? 'study.goOn' : 'study.start')}
      disabled={asking || missing <= 0}
      onSubmit={() => void ask(begin)}
      others={
        <>
          <Button disabled={asking || onTheirWay.length === 0} onClick={() => void ask(() => stopRuns(onTheirWay))}>
            <Square size={14} /> {t('study.stop')}
          </Button>
          <Button disabled={!runs.some(({ epochsDone }) => epochsDone > 0)} onClick={() => openReport(runs.map(({ id }) => id))}>
            <FileText size={14} /> {t('study.report')}
          </Button>
        </>
      }
    >
      <p>{t('study.text')}</p>
      <Settings />
      {value ? <Trainings trainings={trainings} /> : <Waiting failed={failed} />}
      <p className="train-note" role="status">
        {t('study.standing', { done, all: wanted.length })}
      </p>
    </DialogForm>
  );
}

/** The epochs and the data. */
function Settings() {
  const t = useMessages(MESSAGES);
  const study = useStudy();
  return (
    <div className="train-choices">
      <span>{t('epochs')}</span>
      <div className="train-images">
        <div className="train-count">
          <NumberField
            label={t('epochs')}
            help={t('epochs.paper')}
            min={1}
            max={RANGES.epochs.max}
            whole
            value={study.epochs}
            onChange={(epochs) => useStudy.setState({ epochs })}
          />
          <span>{t('epochs.paper')}</span>
        </div>
      </div>
      <span>{t('data')}</span>
      <Select
        label={t('data')}
        value={study.dataset}
        options={DATASETS.map(({ id, label, generated }) => [id, generated ? t('data.generated') : label])}
        onChange={(dataset) => useStudy.setState({ dataset })}
      />
      <ImageCounts counts={study} onChange={(part, count) => useStudy.setState({ [part]: count })} />
    </div>
  );
}

/** The trainings of the study: a checkbox, the state, the result and the paper's result of each. */
function Trainings({ trainings }: { readonly trainings: readonly Training[] }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const without = useStudy((study) => study.without);
  const list = useRuns((state) => state.list);
  return (
    <div className="study-space">
      <table className="study" aria-label={t('study.table')}>
        <thead>
          <tr>
            <th scope="col">{t('study.model')}</th>
            <th scope="col">{t('study.state')}</th>
            <th scope="col" className="study-figure">
              {t('study.ours')}
            </th>
            <th scope="col" className="study-figure">
              {t('study.paper')}
            </th>
          </tr>
        </thead>
        <tbody>
          {trainings.map((training) => {
            const { item, preset, run: id } = training;
            const run = runOf({ list }, id ?? undefined);
            const needed = isNeeded(training, trainings, without);
            // The paper has no figures for a classifier with frozen layers.
            const ours = item === 'frozen' || item === 'conv2-free' ? item : undefined;
            const paper = ours ? undefined : paperFigures(preset);
            return (
              <tr key={item}>
                <td>
                  <Checkbox
                    title={needed ? t('study.needed') : undefined}
                    checked={needed || isWanted(training, without)}
                    disabled={needed}
                    onChange={(wanted) =>
                      useStudy.setState({ without: wanted ? without.filter((other) => other !== item) : [...without, item] })
                    }
                  >
                    {ours ? t(`item.${ours}`) : (paper?.name[lang] ?? item)}
                  </Checkbox>
                </td>
                <td title={run?.reason?.[lang]}>{run ? <RunState run={run} /> : <span className="study-none">–</span>}</td>
                <td className="study-figure">{figureOf(run?.last, lang)}</td>
                <td className="study-figure">{figureOf(paper, lang)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The validation result of a model: a classifier's accuracy, an autoencoder's loss. */
function figureOf(of: { readonly valLoss: number; readonly valAccuracy?: number | undefined } | undefined, lang: Lang): string {
  if (!of) return '';
  return of.valAccuracy === undefined ? formatLoss(of.valLoss, false, lang) : formatShare(of.valAccuracy, lang);
}
