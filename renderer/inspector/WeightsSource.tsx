import type { GraphNode } from '../../shared/graph/document';
import { type NodeInference, sized } from '../../shared/graph/infer';
import { graphTitle } from '../../shared/graph/title';
import { edit, present, useEditor } from '../editor/editor';
import { useLang, useWords } from '../words/words';
import { WORDS } from './words';

interface Props {
  readonly id: string;
  readonly node: GraphNode;
  readonly inferred: NodeInference;
}

/** Where a layer's weights begin: anew, or as those that a layer of another graph was trained to. */
export function WeightsSource({ id, node: { kind, weightsFrom }, inferred }: Props) {
  const say = useWords(WORDS);
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
    <label className="side-row">
      <span title={say('weights.help')}>{say('weights')}</span>
      <select
        className="field"
        title={say('weights.help')}
        value={value}
        onChange={({ currentTarget }) => {
          const [graph, other] = currentTarget.value.split(' ');
          const from = graph && other ? { graph, node: other } : undefined;
          edit([{ type: 'weights', node: id, from }]);
        }}
      >
        <option value="">{say('weights.fresh')}</option>
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
  );
}
