import type * as tfjs from '@tensorflow/tfjs';
import { expect } from 'vitest';
import { kindOf } from '../index';
import type { LayerKind, Params, Tf } from '../support/kind';
import type { Shape } from '../support/shape';
import { errorOf, type Flat, gradientOf, sizeFromTorch, type TorchLayerCase, valuesFromTorch, weightOf } from './torch';

/** The layer of a case, with its parameters and the sizes of its inputs. */
export function layerOf(one: TorchLayerCase): { readonly kind: LayerKind; readonly params: Params; readonly ins: readonly Shape[] } {
  const kind = kindOf(one.kind);
  if (!kind) throw new Error(`no kind ${one.kind}`);
  return { kind, params: kind.params.parse(one.params), ins: one.ins.map((size) => sizeFromTorch(size.slice(1))) };
}

/** Runs the tfjs layers of a case forward and backward, and compares every tensor with PyTorch's. */
export function checkTfjsLayer(tf: Tf, one: TorchLayerCase): void {
  const { kind, params, ins } = layerOf(one);
  const tensor = ({ shape, data }: Flat) => tf.tensor([...data], [...shape], 'float32');
  const starts = ins.map((size) => tf.input({ shape: [...size] }));
  const inputsOf = <T>(all: T[]): T | T[] => (kind.inputs.max > 1 ? all : (all[0] ?? []));
  const [first, ...others] = kind.build(tf, params, ins, 'layer');
  if (!first) throw new Error(`${one.kind} builds no layer`);
  const output = others.reduce((x, layer) => symbolic(tf, layer.apply(x)), symbolic(tf, first.apply(inputsOf(starts))));
  const model = tf.model({ inputs: starts, outputs: output });
  const weights = kind.weights(params, ins);
  model.setWeights(weights.map(({ name }) => tensor(weightOf(one, name))));

  const xs = one.ins.map((shape, port) => tf.variable(tensor(valuesFromTorch({ shape, data: one.xs[port] ?? [] }))));
  const r = tensor(valuesFromTorch({ shape: one.out, data: one.r }));
  const variables = model.trainableWeights.map((weight) => weight.read()).filter((weight) => weight instanceof tf.Variable);
  let y: tfjs.Tensor | undefined;
  const { grads } = tf.variableGrads(() => {
    const result = model.apply(inputsOf<tfjs.Tensor>(xs), { training: one.training ?? true });
    if (!(result instanceof tf.Tensor)) throw new Error('the model does not give one tensor');
    y = tf.keep(result);
    return tf.sum(tf.mul(result, r)).asScalar();
  }, [...xs, ...variables]);

  const close = (found: tfjs.Tensor | undefined, wanted: Flat, name: string) => {
    expect(found?.shape, `shape of ${name}`).toEqual(wanted.shape);
    expect(errorOf(found?.dataSync() ?? [], wanted.data), `error of ${name}, as a part of the tolerance`).toBeLessThanOrEqual(1);
  };
  close(y, valuesFromTorch({ shape: one.out, data: one.y }), 'y');
  for (const [port, x] of xs.entries())
    close(grads[x.name], valuesFromTorch({ shape: one.ins[port] ?? [], data: one.dxs[port] ?? [] }), `dx${port}`);
  const trainable = weights.filter((weight) => weight.trainable);
  expect(variables).toHaveLength(trainable.length);
  for (const [index, variable] of variables.entries()) {
    const name = trainable[index]?.name ?? '';
    close(grads[variable.name], gradientOf(one, name), `d${name}`);
  }
  if (one.after) {
    const statistics = model.nonTrainableWeights.map((weight) => weight.read());
    expect(statistics).toHaveLength(2);
    for (const [index, data] of [one.after.mean, one.after.var].entries())
      close(statistics[index], { shape: [data.length], data }, index === 0 ? 'running mean' : 'running variance');
  }
  model.dispose();
  tf.dispose([...xs, r, ...(y ? [y] : [])]);
}

function symbolic(tf: Tf, result: ReturnType<tfjs.layers.Layer['apply']>): tfjs.SymbolicTensor {
  if (result instanceof tf.SymbolicTensor) return result;
  throw new Error('a layer does not give one symbolic tensor');
}
