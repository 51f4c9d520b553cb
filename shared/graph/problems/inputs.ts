import { type CodeOf, defineMessages } from '../../i18n/i18n';
import { isImage, sameShape } from '../../layers/support/shape';
import type { Context } from '../fixes/context';
import type { Finding, Rule } from './problem';

const MESSAGES = defineMessages({
  en: { otherInput: 'All Inputs get the same images, but {node} is {size} and the first Input is {first}.' },
  es: { otherInput: 'Todas las Entradas reciben las mismas imágenes, pero {node} es {size} y la primera es {first}.' },
});
type Found = Finding<CodeOf<typeof MESSAGES>>;

/** Inputs of different sizes. With data whose size is known, `data` reports each one that does not fit. */
export const inputs: Rule = { find: otherInputs, words: MESSAGES };

function otherInputs({ inference, data }: Context): readonly Found[] {
  if (data !== undefined) return [];
  const all = [...inference.nodes].flatMap(([node, { layer, out }]) =>
    layer.kind?.inputs.max === 0 && out && isImage(out) ? [{ node, out }] : [],
  );
  const [first, ...others] = all;
  if (!first) return [];
  const [height, width, channels] = first.out;
  return others
    .filter(({ out }) => !sameShape(out, first.out))
    .map(({ node, out }) => ({
      node,
      code: 'otherInput',
      values: { node, size: out, first: first.out },
      proposals: () => [
        {
          code: 'setInputOf',
          values: { node, value: first.out },
          edits: [{ type: 'change', node, params: { height, width, channels } }],
        },
      ],
    }));
}
