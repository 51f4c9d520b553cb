import { type CodeOf, defineMessages } from '../../i18n/i18n';
import type { Weight } from '../../layers/support/kind';
import { graphOf, nodeOf, type WeightsFrom } from '../document';
import type { Context, KnownRun } from '../fixes/context';
import type { Fix } from '../fixes/fix';
import { inferenceOf, type NodeInference, sized } from '../infer';
import type { Finding, Rule } from './problem';

const MESSAGES = defineMessages({
  en: {
    weightsFromNoGraph: 'Its weights come from {source} of the graph {graph}, but the document has no such graph.',
    weightsFromNoNode: 'Its weights come from {source}, but the graph {graph} has no such node.',
    weightsFromNoRun: 'Its weights come from the run {run}, which no longer exists.',
    weightsFromChanged: 'Its weights come from the run {run}, which was trained further, so they have changed.',
    weightsFromEpoch:
      'Its weights come from epoch {epoch} of the run {run}, but a run keeps only its best and its last checkpoint.',
    weightsDiffer: 'Its weights are {own}, but those of their source, {source} in the graph {graph}, are {theirs}.',
  },
  es: {
    weightsFromNoGraph: 'Sus pesos vienen de {source} del grafo {graph}, pero el documento no tiene ese grafo.',
    weightsFromNoNode: 'Sus pesos vienen de {source}, pero el grafo {graph} no tiene ese nodo.',
    weightsFromNoRun: 'Sus pesos vienen de la ejecución {run}, que ya no existe.',
    weightsFromChanged: 'Sus pesos vienen de la ejecución {run}, que se siguió entrenando, así que cambiaron.',
    weightsFromEpoch:
      'Sus pesos vienen de la época {epoch} de la ejecución {run}, pero una ejecución solo conserva su mejor punto de control y el último.',
    weightsDiffer: 'Sus pesos son {own}, pero los de su origen, {source} en el grafo {graph}, son {theirs}.',
  },
});
type Found = Finding<CodeOf<typeof MESSAGES>>;

/** Nodes whose source of weights is missing, or has weights of other shapes. */
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
  /** True if the run is at fault, not the layer. */
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
  // If a size is unknown, another rule reports it.
  if (own === undefined || theirs === undefined || own === theirs) return undefined;
  return { code: 'weightsDiffer', values: { own, theirs } };
}

/** The problem of a run that is missing, has other weights by now, or does not keep the checkpoint of the epoch. */
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

/** The maximum number of proposed runs. */
const PROPOSED = 3;

/** Replaces a missing run, in every layer that names it, by another run of the same graph, or by the newest one. */
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
