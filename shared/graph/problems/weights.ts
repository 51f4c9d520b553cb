import { type CodeOf, defineMessages } from '../../i18n/i18n';
import type { Weight } from '../../layers/support/kind';
import { graphOf, nodeOf, type WeightsFrom } from '../document';
import type { Context, KnownRun } from '../fixes/context';
import type { Fix } from '../fixes/fix';
import { inferenceOf, type NodeInference, sized } from '../infer';
import type { Finding, Rule } from './problem';

const MESSAGES = defineMessages({
  en: {
    weightsFromNoGraph: 'Its weights are to come from {source} of the graph {graph}, and the document has no such graph.',
    weightsFromNoNode: 'Its weights are to come from {source}, and the graph {graph} has no such node.',
    weightsFromNoRun: 'Its weights are to come from the run {run}, which is not here any more.',
    weightsFromChanged: 'Its weights are to come from the run {run}, which has been trained on since: they are others now.',
    weightsFromEpoch:
      'Its weights are to come from epoch {epoch} of the run {run}, and of a run only the best and the last weights are kept.',
    weightsDiffer:
      'Its weights are {own}, and those of {source} in the graph {graph}, where they are to come from, are {theirs}.',
  },
  es: {
    weightsFromNoGraph: 'Sus pesos deben venir de {source} del grafo {graph}, y el documento no tiene ese grafo.',
    weightsFromNoNode: 'Sus pesos deben venir de {source}, y el grafo {graph} no tiene ese nodo.',
    weightsFromNoRun: 'Sus pesos deben venir de la ejecución {run}, que ya no está.',
    weightsFromChanged: 'Sus pesos deben venir de la ejecución {run}, que se siguió entrenando: ahora son otros.',
    weightsFromEpoch:
      'Sus pesos deben venir de la época {epoch} de la ejecución {run}, y de una ejecución solo se conservan los mejores y los últimos.',
    weightsDiffer: 'Sus pesos son {own}, y los de {source} en el grafo {graph}, de donde deben venir, son {theirs}.',
  },
});
type Found = Finding<CodeOf<typeof MESSAGES>>;

/** Nodes that are to start from the weights of a node that is not there, or that has others. */
export const weights: Rule = {
  find: (context) =>
    [...context.inference.nodes].flatMap(([id, inferred]): Found[] => {
      const from = inferred.node.weightsFrom;
      const found = from && sourceProblem(context, inferred);
      if (!from || !found) return [];
      const fresh: Fix = { code: 'freshWeights', values: { node: id }, edits: [{ type: 'weights', node: id, from: undefined }] };
      const values = { graph: from.graph, source: from.node, ...found.values };
      const proposals = () => [...(found.runless ? runFixes(context, id, from) : []), fresh];
      return [{ node: id, code: found.code, param: 'weightsFrom', values, proposals }];
    }),
  words: MESSAGES,
};

interface SourceProblem extends Pick<Found, 'code' | 'values'> {
  /** It is the run that is wrong, not the layer. */
  readonly runless?: boolean;
}

function sourceProblem(context: Context, inferred: NodeInference): SourceProblem | undefined {
  const { document } = context;
  const from = inferred.node.weightsFrom;
  if (!from) return undefined;
  const ofRun = runProblem(context, from);
  if (ofRun) return ofRun;
  const graph = graphOf(document, from.graph);
  if (!graph) return { code: 'weightsFromNoGraph' };
  if (!nodeOf(graph, from.node)) return { code: 'weightsFromNoNode' };
  const source = (graph === context.graph ? context.inference : inferenceOf(graph)).nodes.get(from.node);
  const [own, theirs] = [weightsOf(inferred), source && weightsOf(source)];
  // Where a size is not known there is another problem already.
  if (own === undefined || theirs === undefined || own === theirs) return undefined;
  return { code: 'weightsDiffer', values: { own, theirs } };
}

/** The run that a layer names is not there, has other weights by now, or does not keep those of the epoch that is named. */
function runProblem({ runs }: Context, { run }: WeightsFrom): SourceProblem | undefined {
  if (!run) return undefined;
  const found = runs?.find(({ id }) => id === run.id);
  if (typeof run.checkpoint === 'number')
    return { code: 'weightsFromEpoch', values: { epoch: run.checkpoint, run: found?.name ?? run.id }, runless: true };
  if (!runs) return undefined;
  if (!found) return { code: 'weightsFromNoRun', values: { run: run.id }, runless: true };
  const now = run.checkpoint === 'best' ? found.best : found.last;
  if (now === undefined || now === run.sha256) return undefined;
  return { code: 'weightsFromChanged', values: { run: found.name }, runless: true };
}

/** How many other runs are proposed. */
const PROPOSED = 3;

/** Other runs of the same graph in place of the one that is gone, for every layer that names it; or whatever run is the newest. */
function runFixes({ graph, runs = [] }: Context, node: string, from: WeightsFrom): readonly Fix[] {
  const alike = Object.entries(graph.nodes).flatMap(([id, { weightsFrom }]) =>
    weightsFrom && weightsFrom.graph === from.graph && weightsFrom.run?.id === from.run?.id ? [{ id, weightsFrom }] : [],
  );
  const taking = (run: WeightsFrom['run']) =>
    alike.map(({ id, weightsFrom: { run: _, ...rest } }) => ({
      type: 'weights' as const,
      node: id,
      from: { ...rest, ...(run && { run }) },
    }));
  const others = runs.filter((run): run is KnownRun & { best: string } => run.graph === from.graph && run.best !== undefined);
  return [
    ...others.slice(0, PROPOSED).map(
      ({ id, name, best }): Fix => ({
        code: 'weightsOfRun',
        values: { run: name },
        edits: taking({ id, checkpoint: 'best', sha256: best }),
      }),
    ),
    { code: 'weightsOfNewest', values: { node }, edits: taking(undefined) },
  ];
}

/** kernel 3×3×1×16, bias 16 */
function weightsOf(inferred: NodeInference): string | undefined {
  const layer = sized(inferred);
  const write = ({ name, shape }: Weight) => `${name} ${shape.join('×')}`;
  return layer?.kind.weights(layer.params, layer.ins).map(write).join(', ') || undefined;
}
