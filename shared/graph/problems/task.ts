import { type CodeOf, defineMessages, merge } from '../../i18n/i18n';
import { isImage, type Shape, sameShape, volume } from '../../layers/support/shape';
import { lossesOf, lossOf } from '../../training/losses/index';
import { TASKS as LISTED, taskOf } from '../../training/tasks/index';
import type { TaskData, TaskKind } from '../../training/tasks/task';
import { changesTo } from '../fixes/candidates';
import type { Context } from '../fixes/context';
import type { Fix } from '../fixes/fix';
import { append, setParams, setTraining } from '../fixes/proposals';
import { layersFor, vectorsOf } from '../fixes/structure';
import { expected, sized } from '../infer';
import { liveGraph } from '../live';
import type { Finding, Rule } from './problem';

const TASKS: readonly TaskKind[] = LISTED;

const MESSAGES = defineMessages({
  en: {
    notScores: 'The task is {task}: the output is an image of {out} and should be a vector with one value for each class.',
    otherLoss: 'The loss {loss} does not fit the task {task}. Use {losses}.',
    nothingToLearn: 'There is nothing to train: every layer with weights is frozen ({frozen}).',
    noWeights: 'There is nothing to train: no layer has weights. Add one that has, such as Conv or FC.',
  },
  es: {
    notScores: 'La tarea es {task}: la salida es una imagen de {out} y debería ser un vector con un valor por cada clase.',
    otherLoss: 'La pérdida {loss} no sirve para la tarea de {task}. Use {losses}.',
    nothingToLearn: 'No hay nada que entrenar: todas las capas con pesos están congeladas ({frozen}).',
    noWeights: 'No hay nada que entrenar: ninguna capa tiene pesos. Agregue una que los tenga, como Conv o FC.',
  },
});
type Found = Finding<CodeOf<typeof MESSAGES>>;

/** Outputs and losses that do not fit the task, and graphs without trainable weights. */
export const task: Rule = {
  find: (context) => [...outputSize(context), ...lossOfTask(context), ...nothingToLearn(context)],
  words: merge(...TASKS.map(({ words }) => words), MESSAGES),
};

function outputSize(context: Context): readonly Finding[] {
  const { output, assumed, training, data, graph, target } = context;
  const last = output === undefined ? undefined : assumed.get(output);
  const out = expected(last, last?.out);
  if (output === undefined || !out) return [];
  if (!target) return imageOfScores(context, output, out);
  if (sameShape(out, target)) return [];
  const goal = () => ({
    node: output,
    accepts: (size: Shape | undefined) => size !== undefined && sameShape(size, target),
    wanted: target,
    hints: target,
  });
  const { wrongSize, head, tolerated, target: comparedWith } = taskOf(training.training.task);
  const warning = tolerated?.(out, taskDataOf(context));
  const values = { out, target, classes: volume(target), dataset: data?.label ?? '' };
  if (warning) return [{ node: output, code: warning.code, severity: 'warning', values: { ...values, ...warning.values }, goal }];
  const proposals = () => [
    ...layersFor(out, target).map((layer) => append(graph, output, [layer])),
    ...resized(context, output, out, target),
    ...(head ? [append(graph, output, head(out, target))] : []),
    ...otherTasks(context, out),
  ];
  const implied = comparedWith === 'image' && forwardsInput(context, out);
  return [{ node: output, code: wrongSize, values, goal, proposals, implied }];
}

/** An image where a classifier of unknown classes needs a vector. */
function imageOfScores(context: Context, output: string, out: Shape): readonly Found[] {
  const { label, target } = taskOf(context.training.training.task);
  if (target !== 'class' || !isImage(out)) return [];
  const layers = [...vectorsOf(out)].reverse().flatMap((vector) => layersFor(out, vector));
  const proposals = () => [...layers.map((layer) => append(context.graph, output, [layer])), ...otherTasks(context, out)];
  return [{ node: output, code: 'notScores', values: { task: label, out }, proposals }];
}

/** A vector as long as the image that is needed, and the layer that makes an image of it. */
function resized({ graph, assumed }: Context, node: string, out: Shape, target: Shape): readonly Fix[] {
  const inferred = assumed.get(node);
  const wanted: Shape = [volume(target)];
  if (!inferred || isImage(out) || !isImage(target) || sameShape(out, wanted)) return [];
  const [change] = changesTo(node, inferred, wanted);
  if (!change) return [];
  const set = setParams(graph, [change], node);
  return layersFor(wanted, target).map((layer) => {
    const added = append(graph, node, [layer]);
    return { code: 'setAndAppend', values: { ...set.values, ...added.values }, edits: [...set.edits, ...added.edits] };
  });
}

/** True if an output has the size of the Inputs: if that is not the size of the images, the Inputs are wrong, not the output. */
function forwardsInput({ assumed }: Context, out: Shape): boolean {
  const inputs = [...assumed.values()].filter(({ layer }) => layer.kind?.inputs.max === 0);
  return inputs.length > 0 && inputs.every((input) => input.out !== undefined && sameShape(input.out, out));
}

function taskDataOf({ data }: Context): TaskData {
  return { image: data?.image, classes: data?.classes.least, mostClasses: data?.classes.most };
}

/** The tasks that the output is typical for: a vector with one value per class suggests a classifier. */
function otherTasks(context: Context, out: Shape): readonly Fix[] {
  const { task } = context.training.training;
  return TASKS.filter(({ name, isTypical }) => name !== task && isTypical?.(out, taskDataOf(context))).map((other) =>
    setTraining('setTask', { task: other.name, loss: lossesOf(other.name)[0]?.name }, other.label),
  );
}

function lossOfTask({ training, output }: Context): readonly Found[] {
  const { task, loss } = training.training;
  const fitting = lossesOf(task).map(({ name }) => name);
  if (fitting.includes(loss.kind)) return [];
  return [
    {
      ...(output === undefined ? {} : { node: output }),
      code: 'otherLoss',
      param: 'training.loss',
      values: { loss: loss.kind, task: taskOf(task).label, losses: fitting.join(', ') },
      proposals: () => [
        ...fitting.map((name) => setTraining('setLoss', { loss: name }, name)),
        ...lossOf(loss).tasks.map((other) => setTraining('setTask', { task: other }, taskOf(other).label)),
      ],
    },
  ];
}

/**
 * Graphs without trainable weights. If there is no output, or a size is unknown, other rules report that; their fixes may leave this
 * problem.
 */
function nothingToLearn({ assumed, inference, output }: Context): readonly Found[] {
  const live = liveGraph(inference);
  const nodes = [...assumed].filter(([id]) => live.nodes.has(id));
  const owners = nodes.filter(([, inferred]) => {
    const layer = sized(inferred);
    return layer?.kind.weights(layer.params, layer.ins).some(({ trainable }) => trainable);
  });
  if (owners.some(([, { node }]) => node.frozen !== true)) return [];
  const implied = output === undefined || nodes.some(([, { out }]) => out === undefined);
  const last = owners.at(-1)?.[0];
  if (last === undefined) return [{ code: 'noWeights', implied }];
  const thaw: Fix = { code: 'unfreeze', values: { node: last }, edits: [{ type: 'freeze', nodes: [last], frozen: false }] };
  return [{ code: 'nothingToLearn', values: { frozen: owners.length }, proposals: () => [thaw], implied }];
}
