import type { Weight } from '../../layers/support/kind';
import { graphOf, nodeOf } from '../document';
import { infer, type NodeInference, sized } from '../infer';
import type { Context, Finding, Fix, Rule } from './problem';

/** Nodes that are to start from the weights of a node that is not there, or that has others. */
export const weights: Rule = {
  find: (context) =>
    [...context.inference.nodes].flatMap(([id, inferred]): Finding[] => {
      const from = inferred.node.weightsFrom;
      const found = from && sourceProblem(context, inferred);
      if (!from || !found) return [];
      const fresh: Fix = { code: 'freshWeights', values: { node: id }, edits: [{ type: 'weights', node: id, from: undefined }] };
      const values = { graph: from.graph, source: from.node, ...found.values };
      return [{ node: id, code: found.code, param: 'weightsFrom', values, proposals: [fresh] }];
    }),

  words: {
    en: {
      weightsFromNoGraph: 'Its weights are to come from {source} of the graph {graph}, and the document has no such graph.',
      weightsFromNoNode: 'Its weights are to come from {source}, and the graph {graph} has no such node.',
      weightsDiffer:
        'Its weights are {own}, and those of {source} in the graph {graph}, where they are to come from, are {theirs}.',
    },
    es: {
      weightsFromNoGraph: 'Sus pesos deben venir de {source} del grafo {graph}, y el documento no tiene ese grafo.',
      weightsFromNoNode: 'Sus pesos deben venir de {source}, y el grafo {graph} no tiene ese nodo.',
      weightsDiffer: 'Sus pesos son {own}, y los de {source} en el grafo {graph}, de donde deben venir, son {theirs}.',
    },
  },
};

function sourceProblem({ document }: Context, inferred: NodeInference): Pick<Finding, 'code' | 'values'> | undefined {
  const from = inferred.node.weightsFrom;
  if (!from) return undefined;
  const graph = graphOf(document, from.graph);
  if (!graph) return { code: 'weightsFromNoGraph' };
  if (!nodeOf(graph, from.node)) return { code: 'weightsFromNoNode' };
  const source = infer(graph).nodes.get(from.node);
  const [own, theirs] = [weightsOf(inferred), source && weightsOf(source)];
  // Where a size is not known there is another problem already.
  if (own === undefined || theirs === undefined || own === theirs) return undefined;
  return { code: 'weightsDiffer', values: { own, theirs } };
}

/** kernel 3×3×1×16, bias 16 */
function weightsOf(inferred: NodeInference): string | undefined {
  const layer = sized(inferred);
  const write = ({ name, shape }: Weight) => `${name} ${shape.join('×')}`;
  return layer?.kind.weights(layer.params, layer.ins).map(write).join(', ') || undefined;
}
