import { type ReactNode, useEffect } from 'react';
import { LOSSES, PIXEL_SCALES, TASKS } from '../../shared/training/config';
import { DATASET_IDS, datasetOf } from '../../shared/training/datasets';
import { useUi } from '../app/ui';
import { useDiagnosis } from '../editor/diagnosis';
import { edit, endStep } from '../editor/editor';
import { NumberField } from '../inspector/NumberField';
import { useWords } from '../words/words';
import { WORDS } from './words';

/** The numbers of a training configuration, with the ranges of its schema. */
const NUMBERS = [
  { name: 'learningRate', min: 1e-9, max: 10, whole: false },
  { name: 'batchSize', min: 1, max: 10_000, whole: true },
  { name: 'epochs', min: 1, max: 100_000, whole: true },
  { name: 'seed', min: 0, max: 2 ** 32 - 1, whole: true },
] as const;

const OPTIMIZERS = ['Adam', 'SGD', 'RMSprop'] as const;

/** How the graph in view is trained: the one place where its settings are edited. */
export function TrainingPanel() {
  const say = useWords(WORDS);
  const { training } = useDiagnosis().training;
  const focused = useUi((ui) => ui.focusField);
  useEffect(() => {
    if (focused !== undefined) useUi.setState({ focusField: undefined });
  }, [focused]);
  const set = (name: string, value: unknown) =>
    edit([{ type: 'train', settings: { [name]: value } }], { merge: `train:${name}` });
  const choose = (name: string, value: unknown) => {
    set(name, value);
    endStep();
  };
  const scale = PIXEL_SCALES.findIndex(([low]) => low === training.pixelScale[0]);
  return (
    <div className="side-panel">
      <Row name="dataset">
        <Choice
          name="dataset"
          value={training.dataset}
          options={DATASET_IDS.map((id) => [id, datasetOf(id)?.label ?? say(id)])}
          onChange={(id) => choose('dataset', id)}
        />
      </Row>
      <Row name="pixelScale">
        <Choice
          name="pixelScale"
          value={String(scale)}
          options={PIXEL_SCALES.map(([low, high], index) => [String(index), `[${low < 0 ? `−${-low}` : low}, ${high}]`])}
          onChange={(index) => choose('pixelScale', PIXEL_SCALES[Number(index)])}
        />
      </Row>
      <Row name="task">
        <Choice
          name="task"
          value={training.task}
          options={TASKS.map((task) => [task, say(task)])}
          onChange={(task) => choose('task', task)}
        />
      </Row>
      <Row name="loss">
        <Choice
          name="loss"
          value={training.loss}
          options={LOSSES.map((loss) => [loss, loss])}
          onChange={(loss) => choose('loss', loss)}
        />
      </Row>
      <Row name="optimizer">
        <Choice
          name="optimizer"
          value={training.optimizer.kind}
          options={OPTIMIZERS.map((kind) => [kind, kind])}
          onChange={(kind) => choose('optimizer', { kind })}
        />
      </Row>
      {training.optimizer.kind === 'SGD' && (
        <Row name="momentum">
          <NumberField
            label={say('momentum')}
            help={say('momentum.help')}
            min={0}
            max={0.999}
            whole={false}
            value={training.optimizer.momentum}
            onChange={(momentum) => set('optimizer', { kind: 'SGD', momentum })}
          />
        </Row>
      )}
      {NUMBERS.map(({ name, ...range }) => (
        <Row key={name} name={name}>
          <NumberField
            {...range}
            label={say(name)}
            help={say(`${name}.help`)}
            value={training[name]}
            focus={focused === name}
            onChange={(value) => set(name, value)}
          />
        </Row>
      ))}
    </div>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const say = useWords(WORDS);
  return (
    <div className="side-row">
      <span title={say(`${name}.help`)}>{say(name)}</span>
      <div className="side-value">{children}</div>
    </div>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
  onChange(value: string): void;
}

function Choice({ name, value, options, onChange }: ChoiceProps) {
  const say = useWords(WORDS);
  const focused = useUi((ui) => ui.focusField === name);
  return (
    <select
      className="field"
      aria-label={say(name)}
      title={say(`${name}.help`)}
      value={value}
      ref={(select) => {
        if (focused) select?.focus();
      }}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    >
      {options.map(([option, label]) => (
        <option key={option} value={option}>
          {label}
        </option>
      ))}
    </select>
  );
}
