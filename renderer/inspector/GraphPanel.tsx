import { nodeOf } from '../../shared/graph/document';
import { countsOf, totalsOf } from '../../shared/graph/infer';
import { kindLabel } from '../../shared/graph/labels';
import { trainingMemory } from '../../shared/graph/memory';
import { formatShape } from '../../shared/layers/support/shape';
import { Differences } from '../documents/graph-tabs/Differences';
import { canvas } from '../editor/controller';
import { useDiagnosis } from '../editor/diagnosis';
import { graphInView, useEditor } from '../editor/editor';
import { formatBytes, formatNumber, useLang, useMessages } from '../ui/language';
import { MESSAGES } from './messages';

/** The panel without a selection: the graph as a table of its layers, as in a paper. */
export function GraphPanel() {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const graph = useEditor(graphInView);
  const { inference, training } = useDiagnosis();
  const totals = totalsOf(inference);
  return (
    <div className="side-panel">
      <Differences />
      <table className="side-table" aria-label={t('graph.table')}>
        <thead>
          <tr>
            <th scope="col">{t('layer')}</th>
            <th scope="col">{t('params.short')}</th>
            <th scope="col">{t('size')}</th>
          </tr>
        </thead>
        <tbody>
          {[...inference.nodes].map(([id, inferred]) => {
            const { out } = inferred;
            return (
              <tr key={id}>
                <td>
                  <button type="button" onClick={() => canvas()?.reveal(id)}>
                    {nodeOf(graph, id)?.name ?? kindLabel(nodeOf(graph, id)?.kind ?? '')[lang]}{' '}
                    <span className="side-id">{id}</span>
                  </button>
                </td>
                <td className="side-number">{formatNumber(countsOf(inferred)?.params ?? 0, lang)}</td>
                <td className="side-size">{out ? formatShape(out) : '?'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <dl className="side-counts">
        <div>
          <dt>{t('params')}</dt>
          <dd>{formatNumber(totals.params, lang)}</dd>
        </div>
        <div>
          <dt>{t('flops')}</dt>
          <dd>{formatNumber(totals.flops, lang)}</dd>
        </div>
        <div>
          <dt>{t('memory.training', { batch: training.training.batchSize })}</dt>
          <dd>{formatBytes(trainingMemory(inference, training.training, 'native'), lang)}</dd>
        </div>
      </dl>
    </div>
  );
}
