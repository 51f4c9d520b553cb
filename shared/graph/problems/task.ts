import { isImage, type Shape, sameShape, volume } from '../../layers/support/shape';
import { LOSSES, type Loss, type Task } from '../../training/config';
import type { Text } from '../../words/words';
import { append, setTraining } from '../fixes/proposals';
import { expected, sized } from '../infer';
import type { Context, Finding, Fix, Rule } from './problem';

/** The losses that a task can be trained by. */
const LOSSES_OF: Readonly<Record<Task, readonly Loss[]>> = {
  reconstruction: LOSSES.filter((loss) => loss !== 'CrossEntropy'),
  classification: ['CrossEntropy'],
};

const TASK_NAMES: Readonly<Record<Task, Text>> = {
  reconstruction: { en: 'reconstruction', es: 'reconstrucción' },
  classification: { en: 'classification', es: 'clasificación' },
};

/** Outputs that do not fit the task, losses that do not fit it either, and graphs that have nothing to learn. */
export const task: Rule = {
  find: (context) => [...outputSize(context), ...lossOfTask(context), ...nothingToLearn(context)],

  words: {
    en: {
      notTheInput: 'The task is reconstruction: the output is {out} and should be {input}, the size of the input.',
      notClasses:
        'The task is classification: the output is {out} and should be a vector of {classes}, one value for each class of {dataset}.',
      otherLoss: 'The loss {loss} does not go with a task of {task}: {losses} would.',
      nothingToLearn: 'There is nothing to train: every layer with weights is frozen ({frozen}).',
      noWeights: 'There is nothing to train: no layer has weights.',
    },
    es: {
      notTheInput: 'La tarea es reconstrucción: la salida es {out} y debería ser {input}, el tamaño de la entrada.',
      notClasses:
        'La tarea es clasificación: la salida es {out} y debería ser un vector de {classes}, un valor por cada clase de {dataset}.',
      otherLoss: 'La pérdida {loss} no va con una tarea de {task}: iría {losses}.',
      nothingToLearn: 'No hay nada que entrenar: todas las capas con pesos están congeladas ({frozen}).',
      noWeights: 'No hay nada que entrenar: ninguna capa tiene pesos.',
    },
  },
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
  if (training.training.task === 'reconstruction')
    return [{ node: output, code: 'notTheInput', values: { out, input: target }, goal, proposals: asClassifier(context, out) }];
  const classes = volume(target);
  const fc = { kind: 'Linear', params: { units: classes } };
  const head = isImage(out) ? [{ kind: 'Flatten', params: {} }, fc] : [fc];
  return [
    {
      node: output,
      code: 'notClasses',
      values: { out, classes, dataset: dataset?.label ?? '' },
      goal,
      proposals: [append(graph, output, head)],
    },
  ];
}

/** A vector with one value a class looks like a classifier that is still called an autoencoder. */
function asClassifier({ dataset }: Context, out: Shape): readonly Fix[] {
  if (dataset === undefined || isImage(out) || volume(out) !== dataset.classes.length) return [];
  return [setTraining('setTask', { task: 'classification', loss: 'CrossEntropy' }, TASK_NAMES.classification)];
}

function lossOfTask({ training, output }: Context): readonly Finding[] {
  const { task, loss } = training.training;
  const fitting = LOSSES_OF[task];
  if (fitting.includes(loss)) return [];
  const other: Task = task === 'reconstruction' ? 'classification' : 'reconstruction';
  return [
    {
      ...(output === undefined ? {} : { node: output }),
      code: 'otherLoss',
      param: 'training.loss',
      values: { loss, task: TASK_NAMES[task], losses: fitting.join(', ') },
      proposals: [
        ...fitting.map((name) => setTraining('setLoss', { loss: name }, name)),
        setTraining('setTask', { task: other }, TASK_NAMES[other]),
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
