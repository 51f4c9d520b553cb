import type { ReactNode } from 'react';
import type { z } from 'zod';
import { deepEqual } from '../../../shared/graph/deep-equal';
import { fieldsOf } from '../../../shared/layers/support/params';
import { DEFAULT_TRAINING, PIXEL_SCALES, parseTraining, RANGES, type Training } from '../../../shared/training/config';
import { DATASET_IDS, datasetOf, OWN_DATASET } from '../../../shared/training/datasets/index';
import { LOSSES, lossOf } from '../../../shared/training/losses/index';
import { OPTIMIZERS, optimizerOf } from '../../../shared/training/optimizers/index';
import { SCHEDULES, scheduleOf } from '../../../shared/training/schedules/index';
import { TASKS } from '../../../shared/training/tasks/index';
import { useDiagnosis } from '../../editor/diagnosis';
import { edit, endStep, graphInView, useEditor } from '../../editor/editor';
import { useProblems } from '../../editor/fixes';
import { ProblemCard } from '../../problems/ProblemCard';
import { useLang, useMessages } from '../../ui/language';
import { NumberField } from '../../ui/NumberField';
import { ParamField } from '../../ui/ParamField';
import { ResetButton } from '../../ui/ResetButton';
import { Select } from '../../ui/Select';
import { Tip } from '../../ui/Tip';
import { useUi } from '../../ui/ui';
import { useFocusField } from '../../ui/use-focus-field';
import { MESSAGES } from './messages';
import { ScheduleCurve } from './ScheduleCurve';

/** The numbers of a training configuration. */
const NUMBERS = [
  { name: 'learningRate', ...RANGES.learningRate, whole: false },
  { name: 'batchSize', ...RANGES.batchSize, whole: true },
  { name: 'epochs', ...RANGES.epochs, whole: true },
  { name: 'seed', ...RANGES.seed, whole: true },
] as const;

/** The settings with a row; their problems are shown in it. */
const PLACED: ReadonlySet<string> = new Set([
  ...['dataset', 'pixelScale', 'task', 'loss', 'optimizer', 'clipping', 'schedule', 'validation', 'earlyStopping'],
  ...NUMBERS.map(({ name }) => name),
]);

/** A setting with a row: one of the configuration, or of early stopping. */
type Setting = keyof Training | 'patience' | 'minDelta';

/** The default fraction of the training images held out for validation. */
const PART = 0.1;

/** The training configuration of the graph in view. */
export function TrainingPanel() {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { training } = useDiagnosis().training;
  const focused = useFocusField('training');
  const set = (name: string, value: unknown) =>
    edit([{ type: 'train', settings: { [name]: value } }], { merge: `train:${name}` });
  const choose = (name: string, value: unknown) => {
    set(name, value);
    endStep();
  };
  // Problems of the training as a whole, or of a setting without a row.
  const { problems } = useProblems();
  const unplaced = problems.filter(({ param }) => param?.startsWith('training') && !PLACED.has(param.split('.')[1] ?? ''));
  const scale = PIXEL_SCALES.findIndex(([low]) => low === training.pixelScale[0]);
  return (
    <div className="side-panel">
      <Choice
        name="dataset"
        value={training.dataset}
        options={DATASET_IDS.map((id) => [id, datasetOf(id)?.label ?? t('idx')])}
        onChange={(id) => choose('dataset', id)}
      />
      {training.dataset === OWN_DATASET && <p className="side-doc">{t('idx.terminal')}</p>}
      <Choice
        name="pixelScale"
        value={String(scale)}
        options={PIXEL_SCALES.map(([low, high], index) => [String(index), `[${low < 0 ? `−${-low}` : low}, ${high}]`])}
        onChange={(index) => choose('pixelScale', PIXEL_SCALES[Number(index)])}
      />
      <Choice
        name="task"
        value={training.task}
        options={TASKS.map(({ name, label }) => [name, label[lang]])}
        onChange={(task) => choose('task', task)}
      />
      <Choice
        name="loss"
        value={training.loss.kind}
        options={LOSSES.map(({ name }) => [name, name])}
        onChange={(loss) => choose('loss', loss)}
      />
      <ParamRows params={lossOf(training.loss).params} values={training.loss} onChange={(loss) => set('loss', loss)} />
      <Choice
        name="optimizer"
        value={training.optimizer.kind}
        options={OPTIMIZERS.map(({ name }) => [name, name])}
        onChange={(kind) => choose('optimizer', { kind })}
      />
      <ParamRows
        params={optimizerOf(training.optimizer).params}
        values={training.optimizer}
        onChange={(optimizer) => set('optimizer', optimizer)}
      />
      <Choice
        name="clipping"
        value={training.clipping?.by ?? 'off'}
        options={(['off', 'norm', 'value'] as const).map((way) => [way, t(`clipping.${way}`)])}
        onChange={(by) => choose('clipping', by === 'off' ? undefined : { ...training.clipping, by })}
      >
        {training.clipping && (
          <NumberField
            {...RANGES.clipping}
            whole={false}
            label={t('clipping.at')}
            help={t('clipping.at.help')}
            value={training.clipping.at}
            onChange={(at) => set('clipping', { ...training.clipping, at })}
            onLeave={endStep}
          />
        )}
      </Choice>
      <Choice
        name="schedule"
        value={training.schedule.kind}
        options={SCHEDULES.map(({ name, label }) => [name, label[lang]])}
        onChange={(kind) => choose('schedule', { kind })}
      />
      <ParamRows
        params={scheduleOf(training.schedule).params}
        values={training.schedule}
        onChange={(schedule) => set('schedule', schedule)}
      />
      <ScheduleCurve training={training} />
      {NUMBERS.map(({ name, ...range }) => (
        <Row key={name} name={name}>
          <NumberField
            {...range}
            label={t(name)}
            help={t(`${name}.help`)}
            value={training[name]}
            focus={focused === name}
            onChange={(value) => set(name, value)}
            onLeave={endStep}
          />
        </Row>
      ))}
      <Choice
        name="validation"
        value={training.validation === 'test' ? 'test' : 'part'}
        options={[
          ['test', t('validation.test')],
          ['part', t('validation.part')],
        ]}
        onChange={(way) => choose('validation', way === 'test' ? 'test' : PART)}
      >
        {training.validation !== 'test' && (
          <NumberField
            {...RANGES.validation}
            whole={false}
            label={t('validation.size')}
            help={t('validation.size.help')}
            value={training.validation}
            onChange={(part) => set('validation', part)}
            onLeave={endStep}
          />
        )}
      </Choice>
      <Row name="earlyStopping">
        <input
          type="checkbox"
          aria-label={t('earlyStopping')}
          checked={training.earlyStopping !== undefined}
          onChange={({ currentTarget }) => choose('earlyStopping', currentTarget.checked ? {} : undefined)}
        />
      </Row>
      {training.earlyStopping &&
        (['patience', 'minDelta'] as const).map((name) => (
          <Row key={name} name={name}>
            <NumberField
              {...RANGES[name]}
              whole={name === 'patience'}
              label={t(name)}
              help={t(`${name}.help`)}
              value={training.earlyStopping?.[name]}
              onChange={(value) => set('earlyStopping', { ...training.earlyStopping, [name]: value })}
              onLeave={endStep}
            />
          </Row>
        ))}
      {unplaced.map((problem) => (
        <ProblemCard key={problem.code} problem={problem} />
      ))}
    </div>
  );
}

interface ParamRowsProps {
  readonly params: z.ZodObject;
  readonly values: Readonly<Record<string, unknown>>;
  onChange(values: Readonly<Record<string, unknown>>): void;
}

/** The parameters of an optimizer or a schedule. */
function ParamRows({ params, values, onChange }: ParamRowsProps) {
  const lang = useLang();
  return [...fieldsOf(params)].map(([name, field]) => (
    <div key={name} className="side-row side-param">
      <Tip text={field.help[lang]}>
        <button type="button" className="side-label">
          {field.label[lang]}
        </button>
      </Tip>
      <div className="side-value">
        <ParamField
          field={field}
          value={values[name]}
          focus={false}
          onLeave={endStep}
          onChange={(value) => onChange({ ...values, [name]: value })}
        />
      </div>
    </div>
  ));
}

/** A setting: its label, field, reset button and problems. */
function Row({ name, children }: { readonly name: Setting; readonly children: ReactNode }) {
  const t = useMessages(MESSAGES);
  const { problems } = useProblems();
  const raw = useEditor(graphInView).training;
  const own = problems.filter(({ param }) => param === `training.${name}`);
  return (
    <>
      <div className="side-row side-param">
        <Tip text={t(`${name}.help`)}>
          <button type="button" className="side-label">
            {t(name)}
          </button>
        </Tip>
        <div className="side-value">
          {children}
          {Object.hasOwn(raw, name) && name !== 'earlyStopping' && !isDefault(name, raw[name]) && (
            <ResetButton label={t(name)} onClick={() => edit([{ type: 'train', settings: { [name]: undefined } }])} />
          )}
        </div>
      </div>
      {own.map((problem) => (
        <ProblemCard key={problem.code} problem={problem} />
      ))}
    </>
  );
}

/** True for a value that means the setting's default, however it is written: a loss may be a name or an object. */
function isDefault(name: Setting, value: unknown): boolean {
  const { training, issues } = parseTraining({ [name]: value });
  const valueIn = (settings: Readonly<Record<string, unknown>>) => settings[name];
  return issues.length === 0 && deepEqual(valueIn(training), valueIn(DEFAULT_TRAINING));
}

interface ChoiceProps {
  readonly name: Setting;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  onChange(value: string): void;
  /** Further fields in its row. */
  readonly children?: ReactNode;
}

/** The row of a setting with several options. */
function Choice({ name, children, ...rest }: ChoiceProps) {
  const t = useMessages(MESSAGES);
  const focused = useUi((ui) => ui.focusField === name);
  return (
    <Row name={name}>
      <Select
        label={t(name)}
        title={t(`${name}.help`)}
        ref={(select) => {
          if (focused) select?.focus();
        }}
        {...rest}
      />
      {children}
    </Row>
  );
}
