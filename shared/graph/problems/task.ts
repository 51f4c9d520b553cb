import { type Shape, sameShape, volume } from '../../layers/support/shape';
import { lossesOf, lossOf } from '../../training/losses/index';
import { TASKS as LISTED, taskOf } from '../../training/tasks/index';
import type { TaskKind } from '../../training/tasks/task';
import { merge } from '../../words/words';
import { append, setTraining } from '../fixes/proposals';
import { expected, sized } from '../infer';
import type { Context, Finding, Fix, Rule } from './problem';

const TASKS: readonly TaskKind[] = LISTED;

/** Outputs that do not fit the task, losses that do not fit it either, and graphs that have nothing to learn. */
export const task: Rule = {
  find: (context) => [...outputSize(context), ...lossOfTask(context), ...nothingToLearn(context)],

  words: merge(...TASKS.map(({ words }) => words), {
    en: {
      otherLoss: 'The loss {loss} does not go with a task of {task}: {losses} would.',
      nothingToLearn: 'There is nothing to train: every layer with weights is frozen ({frozen}).',
      noWeights: 'There is nothing to train: no layer has weights.',
    },
    es: {
      otherLoss: 'La pérdida {loss} no va con una tarea de {task}: iría {losses}.',
      nothingToLearn: 'No hay nada que entrenar: todas las capas con pesos están congeladas ({frozen}).',
      noWeights: 'No hay nada que entrenar: ninguna capa tiene pesos.',
    },
  }),
};

function outputSize(context: Context): readonly Finding[] {
  const { output, assumed, training, dataset, graph, target } = context;
  const last = output === undefined ? undefined : assumed.get(output);
  const out = expected(last, last?.out);
  if (output === undefined || !out || !target || sameShape(out, target)) return [];
  const goal = {
    node: output,
    accepts: (size: Shape | undefined) => size !== undefined && sameShape(size, target),
    hints: target,
  };
  const { wrongSize, head } = taskOf(training.training.task);
  const values = { out, target, classes: volume(target), dataset: dataset?.label ?? '' };
  const added = head ? [append(graph, output, head(out, target))] : [];
  return [{ node: output, code: wrongSize, values, goal, proposals: [...added, ...otherTasks(context, out)] }];
}

/** The tasks that an output is more likely meant for: a vector with one value a class looks like a classifier. */
function otherTasks({ dataset, training }: Context, out: Shape): readonly Fix[] {
  const data = { image: dataset?.image, classes: dataset?.classes.length };
  return TASKS.filter(({ name, isTypical }) => name !== training.training.task && isTypical?.(out, data)).map((other) =>
    setTraining('setTask', { task: other.name, loss: lossesOf(other.name)[0]?.name }, other.label),
  );
}

function lossOfTask({ training, output }: Context): readonly Finding[] {
  const { task, loss } = training.training;
  const fitting = lossesOf(task).map(({ name }) => name);
  if (fitting.includes(loss)) return [];
  return [
    {
      ...(output === undefined ? {} : { node: output }),
      code: 'otherLoss',
      param: 'training.loss',
      values: { loss, task: taskOf(task).label, losses: fitting.join(', ') },
      proposals: [
        ...fitting.map((name) => setTraining('setLoss', { loss: name }, name)),
        ...lossOf(loss).tasks.map((other) => setTraining('setTask', { task: other }, taskOf(other).label)),
      ],
    },
  ];
}

function nothingToLearn({ assumed, output }: Context): readonly Finding[] {
  const owners = [...assumed].flatMap(([id, inferred]) => {
    const layer = sized(inferred);
    const learns = layer?.kind.weights(layer.params, layer.ins).some(({ trainable }) => trainable);
    return learns ? [{ id, frozen: inferred.node.frozen === true }] : [];
  });
  const frozen = owners.filter((owner) => owner.frozen);
  if (output === undefined || owners.length > frozen.length) return [];
  const last = frozen.at(-1);
  if (!last) return [{ node: output, code: 'noWeights', severity: 'warning' }];
  const thaw: Fix = { code: 'unfreeze', values: { node: last.id }, edits: [{ type: 'freeze', nodes: [last.id], frozen: false }] };
  const values = { frozen: frozen.length };
  return [{ node: output, code: 'nothingToLearn', severity: 'warning', values, proposals: [thaw] }];
}
