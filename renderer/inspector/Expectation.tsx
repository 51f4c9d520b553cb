import { useState } from 'react';
import type { GraphNode } from '../../shared/graph/document';
import { type Shape, sameTriple, type Triple, toTriple } from '../../shared/layers/support/shape';
import { edit } from '../editor/editor';
import { Button } from '../ui/Button';
import { useMessages } from '../ui/language';
import { MESSAGES } from './messages';

interface Props {
  readonly id: string;
  readonly node: GraphNode;
  readonly out: Shape | undefined;
}

/** The expected size of a layer: typed as 13×13×16, or copied from the current size. */
export function Expectation({ id, node: { expect }, out }: Props) {
  const t = useMessages(MESSAGES);
  const [draft, setDraft] = useState<string | undefined>();
  const wrong = draft !== undefined && draft.trim() !== '' && parseSize(draft) === undefined;
  const set = (size: Triple | undefined) => {
    setDraft(undefined);
    edit([{ type: 'expect', node: id, size }]);
  };
  const leave = () => {
    if (draft === undefined || wrong) setDraft(undefined);
    else set(parseSize(draft));
  };
  const now = out && toTriple(out);
  return (
    <div className="side-row">
      <span title={t('expect.help')}>{t('expect')}</span>
      <div className="side-value">
        <input
          className="field field-number"
          aria-label={t('expect')}
          aria-invalid={wrong}
          title={t('expect.help')}
          placeholder={now ? now.join('×') : '—'}
          value={draft ?? expect?.join('×') ?? ''}
          onChange={({ currentTarget }) => setDraft(currentTarget.value)}
          onBlur={leave}
          onKeyDown={({ key }) => key === 'Enter' && leave()}
        />
        {now && !(expect && sameTriple(expect, now)) && (
          <Button label={t('expect.take')} onClick={() => set(now)}>
            {t('expect.now')}
          </Button>
        )}
        {wrong && <span className="field-wrong">{t('expect.wrong')}</span>}
      </div>
    </div>
  );
}

/** Parses a size: 13×13×16, 13x13x16 or 13 13 16; one number is a vector. */
function parseSize(text: string): Triple | undefined {
  const numbers = text
    .split(/[^\d]+/)
    .filter((part) => part !== '')
    .map(Number);
  const [h = 0, w = 0, c = 0] = numbers.length === 1 ? [1, 1, ...numbers] : numbers;
  const possible = (numbers.length === 1 || numbers.length === 3) && [h, w, c].every((side) => side >= 1 && side < 2 ** 31);
  return possible ? [h, w, c] : undefined;
}
