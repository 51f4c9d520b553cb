import { type KeyboardEvent, useState } from 'react';
import { formatNumber, useLang, useMessages } from '../../ui/language';
import { formatShare } from '../figures';
import { type Cell, type Counts, figuresOf, sharesOf } from './matrix';
import { MESSAGES } from './messages';

interface Props {
  readonly classes: readonly string[];
  readonly counts: Counts;
  readonly percent: boolean;
  readonly cell: Cell | undefined;
  onCell(cell: Cell): void;
}

/** The matrix as a grid with arrow-key navigation, and precision and recall of each class on the right. */
export function Matrix({ classes, counts, percent, cell, onCell }: Props) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const [focus, setFocus] = useState<Cell>({ truth: 0, predicted: 0 });
  const shares = sharesOf(counts);
  const figures = figuresOf(counts);
  const name = (index: number) => classes[index] ?? String(index);
  const figure = (value: number | undefined) => (value === undefined ? '–' : formatShare(value, lang));
  const keys = (event: KeyboardEvent<HTMLTableElement>) => {
    const [down, right] = STEPS[event.key] ?? [0, 0];
    if (down === 0 && right === 0) return;
    event.preventDefault();
    const within = (value: number) => Math.min(counts.length - 1, Math.max(0, value));
    const next = { truth: within(focus.truth + down), predicted: within(focus.predicted + right) };
    setFocus(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next.truth} ${next.predicted}"]`)?.focus();
  };
  return (
    <div className="matrix-space">
      <table className="matrix" aria-label={t('matrix')} onKeyDown={keys}>
        <thead>
          <tr>
            <td className="matrix-corner">
              {t('truth')} ↓ · {t('predicted')} →
            </td>
            {counts.map((_, index) => (
              <th key={name(index)} scope="col" className="matrix-column">
                <span>{name(index)}</span>
              </th>
            ))}
            {(['precision', 'recall', 'f1'] as const).map((code) => (
              <th key={code} scope="col" className="matrix-figure">
                {t(code)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {counts.map((row, truth) => (
            <tr key={name(truth)}>
              <th scope="row">{name(truth)}</th>
              {row.map((count, predicted) => {
                const share = shares[truth]?.[predicted];
                const values = {
                  truth: name(truth),
                  predicted: name(predicted),
                  n: count,
                  all: figures[truth]?.images ?? 0,
                  share: figure(share),
                };
                const label = t(truth === predicted ? 'right' : 'cell', values);
                const chosen = cell?.truth === truth && cell.predicted === predicted;
                return (
                  <td key={name(predicted)} data-right={truth === predicted || undefined}>
                    <button
                      type="button"
                      data-cell={`${truth} ${predicted}`}
                      tabIndex={focus.truth === truth && focus.predicted === predicted ? 0 : -1}
                      aria-pressed={chosen}
                      aria-label={label}
                      title={label}
                      style={{ '--share': `${shadeOf(share ?? 0)}%` }}
                      data-strong={(share ?? 0) > STRONG || undefined}
                      onFocus={() => setFocus({ truth, predicted })}
                      onClick={() => onCell({ truth, predicted })}
                    >
                      {cellText(count, share)}
                    </button>
                  </td>
                );
              })}
              <td className="matrix-figure">{figure(figures[truth]?.precision)}</td>
              <td className="matrix-figure">{figure(figures[truth]?.recall)}</td>
              <td className="matrix-figure">{figure(figures[truth]?.f1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

  /** The text of a cell; empty for 0. */
  function cellText(count: number, share: number | undefined): string {
    if (count === 0) return '';
    if (!percent) return formatNumber(count, lang);
    return new Intl.NumberFormat(lang, { maximumFractionDigits: 1 }).format(100 * (share ?? 0));
  }
}

/** The share above which a cell is so dark that its text is light. */
const STRONG = 0.35;

/** The part of the accent colour in a cell, in percent, limited to keep its text legible. */
const shadeOf = (share: number): number =>
  share > STRONG ? 92 + (8 * (share - STRONG)) / (1 - STRONG) : 45 * (share / STRONG) ** 0.6;

/** The rows and columns that a key moves. */
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};
