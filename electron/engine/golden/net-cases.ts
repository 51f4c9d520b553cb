import { readFileSync } from 'node:fs';
import type * as tfjsTypes from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import type { Edge, Graph, GraphNode } from '../../../shared/graph/document';
import { infer } from '../../../shared/graph/infer';
import { liveGraph } from '../../../shared/graph/live';
import { errorOf, parseNetCases, type TorchNetCase, valuesFromTorch, weightsFromTorch } from '../../../shared/layers/golden/torch';
import type { Tf } from '../../../shared/layers/support/kind';
import { compile } from '../layers-model/compile';

const cases = parseNetCases(readFileSync(new URL('../../../shared/layers/golden/torch-nets.json', import.meta.url), 'utf8'));

/** A node at no place in particular. */
export function node(kind: string, params: GraphNode['params'] = {}, more: Partial<GraphNode> = {}): GraphNode {
  return { kind, params, position: { x: 0, y: 0 }, ...more };
}

/** A graph of nodes and of wires written `from > to`; the wires into a node take its ports in their order. */
export function graphOf(nodes: Graph['nodes'], ...wires: readonly string[]): Graph {
  const edges: Edge[] = [];
  for (const [index, wire] of wires.entries()) {
    const [from = '', to = ''] = wire.split(' > ');
    edges.push({ id: `e${index}`, from, to, toPort: edges.filter((edge) => edge.to === to).length });
  }
  return { id: 'net', name: '', nodes, edges, annotations: [], training: {} };
}

/** Each net as a graph, and the node that each of PyTorch's modules is. */
function netOf({ net, in: [, channels = 0, height = 0, width = 0], weights }: TorchNetCase) {
  const outputs = (name: string) => weights[`${name}.weight`]?.shape[0] ?? 0;
  const input = node('Input', { height, width, channels });
  const conv = (name: string, padding = 0) =>
    node('Conv2D', { filters: outputs(name), padding: [padding, padding], activation: 'ReLU' });
  switch (net) {
    case 'classifier':
      return {
        modules: { '0': 'conv', '4': 'linear' },
        graph: graphOf(
          {
            input,
            conv: conv('0'),
            pool: node('MaxPool2D'),
            flatten: node('Flatten'),
            linear: node('Linear', { units: outputs('4') }),
          },
          ...['input > conv', 'conv > pool', 'pool > flatten', 'flatten > linear'],
        ),
      };
    case 'autoencoder':
      return {
        modules: { '0': 'conv', '3': 'decoder' },
        graph: graphOf(
          {
            ...{ input, conv: conv('0'), pool: node('AvgPool2D') },
            decoder: node('ConvTranspose2D', { filters: channels, kernel: [4, 4], stride: [2, 2], padding: [1, 1] }),
          },
          ...['input > conv', 'conv > pool', 'pool > decoder'],
        ),
      };
    case 'skip':
      return {
        modules: { '0.first': 'first', '0.second': 'second', '2': 'linear' },
        graph: graphOf(
          {
            ...{ input, first: conv('0.first', 1), second: node('Conv2D', { filters: outputs('0.second'), padding: [1, 1] }) },
            ...{ add: node('Add'), relu: node('Activation'), concat: node('Concat'), flatten: node('Flatten') },
            linear: node('Linear', { units: outputs('2') }),
          },
          ...['input > first', 'first > second', 'second > add', 'first > add', 'add > relu'],
          ...['first > concat', 'relu > concat', 'concat > flatten', 'flatten > linear'],
        ),
      };
  }
}

/** Tests that hold a backend to PyTorch's answers for small nets with a Flatten, a decoder, a skip connection and a concatenation. */
export function netTests(tfjs: () => Tf): void {
  describe("PyTorch's nets", () => {
    test.each(cases.map((case_, index) => ({ case_, title: `${index} ${case_.net}` })))('$title', ({ case_ }) => {
      const { modules, graph } = netOf(case_);
      const tf = tfjs();
      tf.tidy(() => {
        const model = compile(tf, liveGraph(infer(graph)));
        const tensor = (flat: { readonly shape: readonly number[]; readonly data: readonly number[] }) =>
          tf.tensor([...flat.data], [...flat.shape]);
        const weight = (name: string, data?: readonly number[]) => {
          const found = case_.weights[name];
          if (!found) throw new Error(`PyTorch has no ${name}`);
          return weightsFromTorch({ shape: found.shape, data: data ?? found.data });
        };
        for (const [module, id] of Object.entries(modules))
          model.getLayer(id).setWeights(['weight', 'bias'].map((name) => tensor(weight(`${module}.${name}`))));
        const x = tf.variable(tensor(valuesFromTorch({ shape: case_.in, data: case_.x })));
        const r = tensor(valuesFromTorch({ shape: case_.out, data: case_.r }));
        const variables = model.trainableWeights.map((one) => one.read()).filter((one) => one instanceof tf.Variable);
        expect(variables).toHaveLength(Object.keys(case_.weights).length);
        const predicted = model.predict(x);
        const y = predicted instanceof tf.Tensor ? predicted.dataSync() : [];
        expect(errorOf(y, valuesFromTorch({ shape: case_.out, data: case_.y }).data)).toBeLessThanOrEqual(1);
        const { grads } = tf.variableGrads(() => {
          const result = model.apply(x, { training: true });
          if (!(result instanceof tf.Tensor)) throw new Error('the model does not give one tensor');
          return tf.sum(tf.mul(result, r)).asScalar();
        }, [x, ...variables]);
        const gradient = (variable: tfjsTypes.Tensor | undefined) =>
          variable instanceof tf.Variable ? (grads[variable.name]?.dataSync() ?? []) : [];
        expect(errorOf(gradient(x), valuesFromTorch({ shape: case_.in, data: case_.dx }).data)).toBeLessThanOrEqual(1);
        for (const [module, id] of Object.entries(modules))
          for (const [index, name] of ['weight', 'bias'].entries()) {
            const wanted = weight(`${module}.${name}`, case_.dweights[`${module}.${name}`]);
            const found = gradient(model.getLayer(id).trainableWeights[index]?.read());
            expect(errorOf(found, wanted.data), `d${module}.${name}`).toBeLessThanOrEqual(1);
          }
        model.dispose();
        x.dispose();
      });
    });
  });
}
