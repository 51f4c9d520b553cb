import { differenceText } from '../../../shared/graph/differences/index';
import { graphTitle } from '../../../shared/graph/differences/title';
import { nodeOf } from '../../../shared/graph/document';
import { canvas } from '../../editor/controller';
import { graphInView, openGraph, present, useEditor } from '../../editor/editor';
import { useLang, useMessages } from '../../ui/language';
import { MESSAGES } from './messages';
import { useDifferences, useOriginal } from './use-differences';

/** The changes of a variant; each line links to its layer. */
export function Differences() {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const document = useEditor((state) => present(state).document);
  const graph = useEditor(graphInView);
  const original = useOriginal();
  const differences = useDifferences();
  if (!original) return null;
  const name = graphTitle(document, original)[lang];
  return (
    <section className="differences" aria-label={t('from', { name })}>
      <h2>
        <button type="button" title={t('open', { name })} onClick={() => openGraph(original.id)}>
          {t('from', { name })}
        </button>
      </h2>
      {differences.length === 0 && <p>{t('same', { name })}</p>}
      <ul>
        {differences.map((difference) => {
          const text = differenceText(difference, lang);
          const { node } = difference;
          return (
            <li key={text}>
              {node !== undefined && nodeOf(graph, node) ? (
                <button type="button" title={t('go', { node })} onClick={() => canvas()?.reveal(node)}>
                  {text}
                </button>
              ) : (
                text
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
