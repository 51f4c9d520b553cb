import '../train-form.css';
import './train.css';
import { useState } from 'react';
import { graphTitle } from '../../../shared/graph/differences/title';
import type { RunOrder, RunSummary } from '../../../shared/host/areas/runs';
import { fill } from '../../../shared/i18n/i18n';
import { CHECKPOINTS } from '../../../shared/training/checkpoints';
import { parseTraining } from '../../../shared/training/config';
import { ENGINE_CHOICES } from '../../../shared/training/engines';
import { shownSetting } from '../../../shared/training/messages';
import { graphInView, present, useEditor } from '../../editor/editor';
import { useProblems } from '../../editor/fixes';
import { runningOf, useRuns } from '../../editor/runs-store';
import { ProblemCard } from '../../problems/ProblemCard';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/Checkbox';
import { Dialog } from '../../ui/Dialog';
import { DialogForm } from '../../ui/DialogForm';
import { useLang, useMessages } from '../../ui/language';
import { attempt } from '../../ui/run';
import { Select } from '../../ui/Select';
import { showDialog, showSide } from '../../ui/ui';
import { ImageCounts } from '../ImageCounts';
import { MESSAGES as SETTINGS } from './messages';
import { errorsOf, lackOf, needsWeights, type Options, PLAIN, startTraining } from './orders';
import { Trial } from './Trial';
import { MESSAGES } from './train-messages';

/** The dialog before training: errors, graphs, options and estimated time. */
export function TrainDialog() {
  const t = useMessages(MESSAGES);
  return (
    <Dialog name="train" title={t('title')} size="medium">
      <Content />
    </Dialog>
  );
}

function Content() {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const document = useEditor((state) => present(state).document);
  const graph = useEditor(graphInView);
  const running = useRuns(runningOf);
  const [chosen, setChosen] = useState<readonly string[]>(() => (errorsOf(document, graph) === 0 ? [graph.id] : []));
  const [options, setOptions] = useState<Options>(PLAIN);
  const several = document.graphs.length > 1;
  const ready = chosen.filter((id) => document.graphs.some((other) => other.id === id && errorsOf(document, other) === 0));
  const wrong = errorsOf(document, graph) > 0;
  const all = document.graphs.filter((other) => errorsOf(document, other) === 0).map(({ id }) => id);
  // Document order: a graph is trained before the graphs that start from it.
  const inOrder = document.graphs.map(({ id }) => id).filter((id) => ready.includes(id));
  const verb = running ? 'queue' : 'start';
  const short = document.graphs
    .filter(({ id }) => inOrder.includes(id))
    .flatMap((other) => {
      const lack = lackOf(other, options);
      return lack ? [{ ...lack, graph: graphTitle(document, other) }] : [];
    });
  return (
    <DialogForm
      answer={inOrder.length > 1 ? t(`${verb}.several`, { n: inOrder.length }) : t(verb)}
      disabled={inOrder.length === 0 || short.length > 0}
      focusAnswer
      onSubmit={() => {
        showDialog(undefined);
        void attempt(() => startTraining(inOrder, options));
      }}
      others={
        <Button
          onClick={() => {
            showDialog(undefined);
            showSide('training');
          }}
        >
          {t('settings')}
        </Button>
      }
    >
      {several && (
        <fieldset className="train-graphs">
          <legend>{t('graphs')}</legend>
          {document.graphs.map((other) => {
            const errors = errorsOf(document, other);
            return (
              <Checkbox
                key={other.id}
                disabled={errors > 0}
                checked={ready.includes(other.id)}
                onChange={(wanted) => setChosen(wanted ? [...chosen, other.id] : chosen.filter((id) => id !== other.id))}
              >
                <span>{graphTitle(document, other)[lang]}</span>
                <Settings training={other.training} />
                {errors > 0 && (
                  <span className="train-wrong">{t(errors === 1 ? 'graph.errors.one' : 'graph.errors', { n: errors })}</span>
                )}
              </Checkbox>
            );
          })}
          <Button disabled={all.length === inOrder.length} onClick={() => setChosen(all)}>
            {t('graphs.all')}
          </Button>
        </fieldset>
      )}
      {!several && <Settings training={graph.training} />}
      {wrong && <Wrong />}
      {!wrong && (
        <>
          <Choices
            options={options}
            weights={document.graphs.some((other) => ready.includes(other.id) && needsWeights(other))}
            onChange={setOptions}
          />
          {short.map(({ part, graph: title, ...counts }) => (
            <p key={`${title.en} ${part}`} className="train-wrong" role="alert">
              {t(`images.fewer.${part}`, { graph: title, ...counts })}
            </p>
          ))}
          {/* During another run, a trial would measure both. */}
          {ready.includes(graph.id) &&
            (running ? <p className="train-note">{t('trial.busy')}</p> : <Trial document={document} graph={graph} />)}
        </>
      )}
      <p className="train-note">{t('awake')}</p>
    </DialogForm>
  );
}

/** A training configuration in a line: Fashion-MNIST · MSE · Adam · 0.001 · batch 100 · 30 epochs. */
function Settings({ training: raw }: { readonly training: Readonly<Record<string, unknown>> }) {
  const t = useMessages(SETTINGS);
  const lang = useLang();
  const { training } = parseTraining(raw);
  const shown = (name: 'dataset' | 'loss' | 'optimizer') => fill('{value}', { value: shownSetting(name, training) }, lang);
  const parts = [
    shown('dataset'),
    shown('loss'),
    `${shown('optimizer')} ${training.learningRate}`,
    `${t('batchSize')} ${training.batchSize}`,
    `${training.epochs} ${t('epochs')}`,
    `${t('seed')} ${training.seed}`,
  ];
  return <span className="train-settings">{parts.join(' · ')}</span>;
}

/** The errors that prevent training the graph in view. */
function Wrong() {
  const t = useMessages(MESSAGES);
  const { problems } = useProblems();
  return (
    <section className="train-problems">
      <p>{t('errors')}</p>
      {problems
        .filter(({ severity }) => severity === 'error')
        .map((problem) => (
          <ProblemCard key={`${problem.node ?? ''} ${problem.code} ${problem.param ?? ''}`} problem={problem} />
        ))}
    </section>
  );
}

interface ChoicesProps {
  readonly options: Options;
  /** True if a graph starts from other weights. */
  readonly weights: boolean;
  onChange(options: Options): void;
}

/** The choice of images, engine and initial weights. */
function Choices({ options, weights, onChange }: ChoicesProps) {
  const t = useMessages(MESSAGES);
  const list = useRuns((state) => state.list) ?? [];
  return (
    <div className="train-choices">
      <ImageCounts counts={options} onChange={(part, count) => onChange({ ...options, [part]: count })} />
      <span>{t('engine')}</span>
      <Select
        label={t('engine')}
        value={options.engine}
        options={ENGINE_CHOICES.map((engine) => [engine, t(`engine.${engine}`)])}
        onChange={(name) => onChange({ ...options, engine: ENGINE_CHOICES.find((engine) => engine === name) ?? 'auto' })}
      />
      {weights && (
        <>
          <span title={t('weights.help')}>{t('weights')}</span>
          <Select
            label={t('weights')}
            title={t('weights.help')}
            value={written(options.weightsFrom)}
            options={[
              ['', t('weights.newest')],
              ['fresh', t('weights.fresh')],
              ...list
                .filter(hasWeights)
                .flatMap(({ id, name }) =>
                  CHECKPOINTS.map(
                    (checkpoint) =>
                      [`${id} ${checkpoint}`, t('weights.of', { name, checkpoint: t(`weights.${checkpoint}`) })] as const,
                  ),
                ),
            ]}
            onChange={(text) => onChange({ ...options, weightsFrom: read(text) })}
          />
        </>
      )}
    </div>
  );
}

const hasWeights = ({ epochsDone }: RunSummary): boolean => epochsDone > 0;

const written = (from: RunOrder['weightsFrom']): string =>
  from === undefined ? '' : from === 'fresh' ? from : `${from.run} ${from.checkpoint}`;

function read(value: string): RunOrder['weightsFrom'] {
  if (value === '' || value === 'fresh') return value === '' ? undefined : value;
  const [run = '', checkpoint] = value.split(' ');
  return { run, checkpoint: checkpoint === 'last' ? 'last' : 'best' };
}
