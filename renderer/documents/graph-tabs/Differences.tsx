import { differenceText } from '../../../shared/graph/differences/index';
import { graphTitle } from '../../../shared/graph/differences/title';
import { nodeOf } from '../../../shared/graph/document';
import { canvas } from '../../editor/controller';
import { graphInView, openGraph, present, useEditor } from '../../editor/editor';
import { useLang, useWords } from '../../ui/language';
import { WORDS } from './messages';
import { useDifferences, useOriginal } from './use-differences';

/** What a variant changed; each line leads to its layer. */
export function Differences() {
  const say = useWords(WORDS);
  const lang = useLang();
  const document = useEditor((state) => present(state).document);
  const graph = useEditor(graphInView);
  const original = useOriginal();
  const differences = useDifferences();
  if (!original) return null;
  const name = graphTitle(document, original)[lang];
  return (
    <section className="differences" aria-label={say('from', { name })}>
      <h2>
        <button type="button" title={say('open', { name })} onClick={() => openGraph(original.id)}>
          {say('from', { name })}
        </button>
      </h2>
      {differences.length === 0 && <p>{say('same', { name })}</p>}
      <ul>
        {differences.map((difference) => {
          const text = differenceText(difference, lang);
          const { node } = difference;
          return (
            <li key={text}>
              {node !== undefined && nodeOf(graph, node) ? (
                <button type="button" title={say('go', { node })} onClick={() => canvas()?.reveal(node)}>
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
