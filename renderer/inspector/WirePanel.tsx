import { nodeOf } from '../../shared/graph/document';
import { kindLabel } from '../../shared/graph/labels';
import { formatShape } from '../../shared/layers/support/shape';
import { canvas } from '../editor/controller';
import { useDiagnosis } from '../editor/diagnosis';
import { edit } from '../editor/editor';
import { Button } from '../ui/Button';
import { useLang, useMessages } from '../ui/language';
import { MESSAGES } from './messages';

/** The selected wires, with their ends and sizes. */
export function WirePanel({ ids }: { readonly ids: readonly string[] }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { inference } = useDiagnosis();
  const { graph, nodes } = inference;
  const end = (id: string) => {
    const node = nodeOf(graph, id);
    return (
      <button type="button" className="side-link" onClick={() => canvas()?.reveal(id)}>
        {node?.name ?? kindLabel(node?.kind ?? '')[lang]} <span className="side-id">{id}</span>
      </button>
    );
  };
  return (
    <div className="side-panel">
      {graph.edges
        .filter(({ id }) => ids.includes(id))
        .map(({ id, from, to }) => {
          const out = nodes.get(from)?.out;
          return (
            <section key={id} className="side-wire">
              <p>
                {end(from)} → {end(to)}
              </p>
              <p className="side-size">{out ? formatShape(out) : '?'}</p>
            </section>
          );
        })}
      <Button onClick={() => edit(ids.map((edge) => ({ type: 'disconnect', edge })))}>{t('disconnect')}</Button>
    </div>
  );
}
