import { Svg } from '../../figures/Svg';
import { useMessages } from '../../ui/language';
import { FigureMenu } from '../FigureMenu';
import { type Counts, sharesOf } from './matrix';
import { MESSAGES } from './messages';

interface Props {
  readonly name: string;
  readonly classes: readonly string[];
  readonly counts: Counts;
  readonly percent: boolean;
}

/** Saves the matrix as a figure. */
export function SaveMatrix({ name, classes, counts, percent }: Props) {
  const t = useMessages(MESSAGES);
  const words = { truth: t('truth'), predicted: t('predicted') };
  const figure = () => <Figure classes={classes} counts={counts} percent={percent} words={words} />;
  return <FigureMenu name={name} t={t} figure={figure} />;
}

/** Dimensions of the figure, in pixels. */
const SIDE = 44;
const LABEL = 96;

interface FigureProps extends Omit<Props, 'name'> {
  readonly words: { readonly truth: string; readonly predicted: string };
}

/** The matrix like the paper's Figure 9, as a self-contained SVG. */
function Figure({ classes, counts, percent, words }: FigureProps) {
  const shares = sharesOf(counts);
  const side = LABEL + counts.length * SIDE;
  const label = (index: number) => classes[index] ?? String(index);
  return (
    <Svg title={`${words.truth} / ${words.predicted}`} width={side + 12} height={side + 12} fontSize={11}>
      <text x={LABEL - 8} y={14} textAnchor="end" fill="#62656d">
        {`${words.truth} ↓`}
      </text>
      <text x={LABEL - 8} y={28} textAnchor="end" fill="#62656d">
        {`${words.predicted} →`}
      </text>
      {counts.map((row, truth) => (
        <g key={label(truth)}>
          <text x={LABEL - 8} y={LABEL + truth * SIDE + SIDE / 2 + 4} textAnchor="end">
            {label(truth)}
          </text>
          <text transform={`translate(${LABEL + truth * SIDE + SIDE / 2 + 4} ${LABEL - 8}) rotate(-60)`}>{label(truth)}</text>
          {row.map((count, predicted) => {
            const share = shares[truth]?.[predicted] ?? 0;
            return (
              <g key={label(predicted)} transform={`translate(${LABEL + predicted * SIDE} ${LABEL + truth * SIDE})`}>
                <rect width={SIDE - 1} height={SIDE - 1} fill="#2f5bea" fillOpacity={share ** 0.6} stroke="#e3e1da" />
                <text x={SIDE / 2} y={SIDE / 2 + 4} textAnchor="middle" fill={share > 0.35 ? '#fff' : '#1d1f24'}>
                  {count === 0 ? '' : percent ? (100 * share).toFixed(1) : count}
                </text>
              </g>
            );
          })}
        </g>
      ))}
    </Svg>
  );
}
