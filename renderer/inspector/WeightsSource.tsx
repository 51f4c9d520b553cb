import { graphTitle } from '../../shared/graph/differences/title';
import type { GraphNode, WeightsFrom } from '../../shared/graph/document';
import { type NodeInference, sized } from '../../shared/graph/infer';
import { CHECKPOINTS } from '../../shared/training/checkpoints';
import { edit, present, useEditor } from '../editor/editor';
import { useKnownRuns } from '../editor/known-runs';
import { useLang, useMessages } from '../ui/language';
import { MESSAGES } from './messages';

interface Props {
  readonly id: string;
  readonly node: GraphNode;
  readonly inferred: NodeInference;
}

/** The initial weights of a layer: random, or the trained weights of a layer of another graph. */
export function WeightsSource({ id, node: { kind, weightsFrom }, inferred }: Props) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const document = useEditor((state) => present(state).document);
  const graphId = useEditor((state) => present(state).graphId);
  const layer = sized(inferred);
  const owns = layer && layer.kind.weights(layer.params, layer.ins).length > 0;
  const others = document.graphs.filter((graph) => graph.id !== graphId);
  if (!weightsFrom && (!owns || others.length === 0)) return null;
  const value = weightsFrom ? `${weightsFrom.graph} ${weightsFrom.node}` : '';
  const offered = others.map((graph) => ({
    graph,
    nodes: Object.entries(graph.nodes).filter(([, other]) => other.kind === kind),
  }));
  const known = offered.some(({ graph, nodes }) => nodes.some(([other]) => `${graph.id} ${other}` === value));
  return (
    <>
      <label className="side-row side-wide">
        <span title={t('weights.help')}>{t('weights')}</span>
        <select
          className="field"
          title={t('weights.help')}
          value={value}
          onChange={({ currentTarget }) => {
            const [graph, other] = currentTarget.value.split(' ');
            const from = graph && other ? { graph, node: other } : undefined;
            edit([{ type: 'weights', node: id, from }]);
          }}
        >
          <option value="">{t('weights.fresh')}</option>
          {value !== '' && !known && <option value={value}>{value.replace(' ', ' · ')}</option>}
          {offered.map(
            ({ graph, nodes }) =>
              nodes.length > 0 && (
                <optgroup key={graph.id} label={graphTitle(document, graph)[lang]}>
                  {nodes.map(([other]) => (
                    <option key={other} value={`${graph.id} ${other}`}>
                      {other}
                    </option>
                  ))}
                </optgroup>
              ),
          )}
        </select>
      </label>
      {weightsFrom && <RunSource id={id} from={weightsFrom} />}
    </>
  );
}

/** The run of the weights: the newest when training starts, or a particular one. */
function RunSource({ id, from }: { readonly id: string; readonly from: WeightsFrom }) {
  const t = useMessages(MESSAGES);
  const runs = useKnownRuns((state) => state.runs) ?? [];
  const fitting = runs.filter((run) => run.graph === from.graph);
  const value = from.run ? `${from.run.id} ${from.run.checkpoint}` : '';
  const offered = fitting.flatMap((run) =>
    CHECKPOINTS.flatMap((checkpoint) => {
      const sha256 = run[checkpoint];
      const text = t('weights.run.of', { run: run.name, checkpoint: t(`weights.${checkpoint}`) });
      return sha256 === undefined ? [] : [{ value: `${run.id} ${checkpoint}`, text, run: { id: run.id, checkpoint, sha256 } }];
    }),
  );
  const known = value === '' || offered.some((offer) => offer.value === value);
  return (
    <label className="side-row side-wide">
      <span title={t('weights.run.help')}>{t('weights.run')}</span>
      <select
        className="field"
        title={t('weights.run.help')}
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = offered.find((offer) => offer.value === currentTarget.value)?.run;
          const { run: _, ...rest } = from;
          edit([{ type: 'weights', node: id, from: chosen ? { ...rest, run: chosen } : rest }]);
        }}
      >
        <option value="">{t('weights.run.newest')}</option>
        {!known && <option value={value}>{from.run?.id}</option>}
        {offered.map((offer) => (
          <option key={offer.value} value={offer.value}>
            {offer.text}
          </option>
        ))}
      </select>
    </label>
  );
}
