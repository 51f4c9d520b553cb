import { extent, ticks } from 'd3-array';
import { powersOf, wholeTicks } from '../../../shared/runs/ticks';
import { Svg } from '../../figures/Svg';
import type { Curves, Quantity } from './series';

/** Dimensions of one chart of the figure, in pixels. */
const CHART = { width: 520, height: 300, left: 56, top: 34, right: 14, bottom: 40 };
/** Height of a line of the legend. */
const LINE = 18;

export interface FigurePart {
  readonly quantity: Quantity;
  readonly title: string;
  readonly along: string;
  readonly curves: Curves;
  readonly logarithmic: boolean;
  format(value: number): string;
}

interface Props {
  readonly parts: readonly FigurePart[];
  /** The runs with the CSS colours of their lines. */
  readonly runs: readonly { readonly id: string; readonly name: string; readonly colour: string }[];
  readonly words: { readonly train: string; readonly validation: string };
  readonly colours: { readonly ink: string; readonly muted: string; readonly line: string };
}

/** Curves as a figure for a paper: charts side by side, with the runs below, as a self-contained SVG. */
export function CurvesFigure({ parts, runs, words, colours }: Props) {
  const width = CHART.width * parts.length;
  const height = CHART.height + LINE * (runs.length + 1) + 12;
  return (
    <Svg title={parts.map(({ title }) => title).join(', ')} width={width} height={height} fontSize={12}>
      {parts.map((part, index) => (
        <g key={part.quantity} transform={`translate(${index * CHART.width} 0)`}>
          <ChartFigure part={part} runs={runs} colours={colours} />
        </g>
      ))}
      <g transform={`translate(${CHART.left} ${CHART.height + 10})`} fill={colours.ink}>
        {runs.map(({ id, name, colour }, index) => (
          <g key={id} transform={`translate(0 ${index * LINE})`}>
            <line x1={0} x2={24} y1={0} y2={0} stroke={colour} strokeWidth={2} />
            <text x={32} y={4}>
              {name}
            </text>
          </g>
        ))}
        <g transform={`translate(0 ${runs.length * LINE})`} stroke={colours.muted} fill={colours.muted}>
          <line x1={0} x2={24} y1={0} y2={0} strokeWidth={1.5} />
          <text x={32} y={4} stroke="none">
            {words.validation}
          </text>
          <line x1={150} x2={174} y1={0} y2={0} strokeWidth={1.5} strokeDasharray="4 3" />
          <text x={182} y={4} stroke="none">
            {words.train}
          </text>
        </g>
      </g>
    </Svg>
  );
}

function ChartFigure({ part, runs, colours }: { readonly part: FigurePart } & Pick<Props, 'runs' | 'colours'>) {
  const { curves, logarithmic, title, along, format } = part;
  const [right, bottom] = [CHART.width - CHART.right, CHART.height - CHART.bottom];
  const known = curves.curves
    .flatMap(({ values }) => values)
    .filter((value) => value !== null && Number.isFinite(value) && (!logarithmic || value > 0))
    .map(Number);
  const [least, greatest] = extent(known);
  if (least === undefined || greatest === undefined) return null;
  const margin = (greatest - least) * 0.05 || Math.abs(greatest) * 0.1 || 0.1;
  const [low, high] = logarithmic
    ? [least, greatest === least ? greatest * 2 : greatest]
    : [Math.max(0, least - margin), greatest + margin];
  const length = curves.places.length;
  const x = (place: number) => CHART.left + ((place - 1) / Math.max(1, length - 1)) * (right - CHART.left);
  const part01 = (value: number) => (logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low));
  const y = (value: number) => bottom - part01(value) * (bottom - CHART.top);
  const rows = logarithmic ? powersOf(low, high) : ticks(low, high, 5);
  const columns = wholeTicks(1, length, 6);
  return (
    <>
      <text x={CHART.left} y={18} fontWeight={600} fill={colours.ink}>
        {title}
      </text>
      <g stroke={colours.line} strokeWidth={0.75}>
        {rows.map((value) => (
          <line key={value} x1={CHART.left} x2={right} y1={y(value)} y2={y(value)} />
        ))}
      </g>
      <g fill={colours.muted} fontSize={11}>
        {rows.map((value) => (
          <text key={value} x={CHART.left - 6} y={y(value) + 4} textAnchor="end">
            {format(value)}
          </text>
        ))}
        {columns.map((place) => (
          <text key={place} x={x(place)} y={bottom + 16} textAnchor="middle">
            {place}
          </text>
        ))}
        <text x={right} y={bottom + 32} textAnchor="end">
          {along}
        </text>
      </g>
      {curves.curves.map(({ run, part: half, values: line }) => (
        <path
          key={`${run} ${half}`}
          d={pathOf(line, logarithmic, x, y)}
          fill="none"
          stroke={runs.find(({ id }) => id === run)?.colour ?? colours.ink}
          strokeWidth={1.5}
          strokeLinejoin="round"
          strokeDasharray={half === 'train' ? '4 3' : undefined}
        />
      ))}
    </>
  );
}

function pathOf(
  values: readonly (number | null)[],
  logarithmic: boolean,
  x: (place: number) => number,
  y: (value: number) => number,
): string {
  const points = values.flatMap((value, index) =>
    value === null || !Number.isFinite(value) || (logarithmic && value <= 0)
      ? []
      : [`${x(index + 1).toFixed(1)} ${y(value).toFixed(1)}`],
  );
  return points.length === 0 ? '' : `M${points.join('L')}${points.length === 1 ? 'h0.1' : ''}`;
}
