import 'uplot/dist/uPlot.min.css';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import UPlot from 'uplot';
import type { Curves, Part } from './series';

/** A horizontal line across the chart. */
export interface Level {
  readonly value: number;
  readonly run: string;
}

interface Props {
  /** The quantity and the x axis: loss, epoch. */
  readonly label: string;
  readonly along: string;
  readonly curves: Curves;
  readonly levels: readonly Level[];
  /** The index of a run's colour in the theme. */
  readonly colours: Readonly<Record<string, number>>;
  /** The run with emphasized lines. */
  readonly foremost: string | undefined;
  readonly logarithmic: boolean;
  /** Formats a value of the axis. */
  readonly format: (value: number) => string;
  /** Describes the values at an index, for a screen reader. */
  readonly describe: (index: number | undefined) => string;
  /** Called with the index under the pointer. */
  readonly onPoint: (index: number | undefined) => void;
}

/** Validation is solid, training is dashed. */
const DASH: Readonly<Record<Part, readonly number[]>> = { train: [4, 3], validation: [] };

/** The part of the x axis that Shift+arrow moves. */
const LEAP = 0.1;

/** Lines over epochs or steps, drawn by uPlot, with a cursor that the pointer and the arrow keys move. */
export function Chart(props: Props) {
  const { label, along, curves, levels, colours, foremost, logarithmic, onPoint } = props;
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | undefined>(undefined);
  const [at, setAt] = useState<number | undefined>();
  const theme = useThemeName();
  // Drawing reads the newest props without rebuilding the plot.
  const latest = useRef(props);
  latest.current = props;
  const lines = curves.curves.map(({ run, part }) => `${run} ${part} ${colours[run]}`).join('|');

  // biome-ignore lint/correctness/useExhaustiveDependencies: the plot is built anew when its lines, scale or colours are others.
  useEffect(() => {
    const element = holder.current;
    if (!element) return undefined;
    const point = (index: number | undefined) => {
      setAt(index);
      latest.current.onPoint(index);
    };
    const made = new UPlot(optionsOf(element, latest, logarithmic, point), dataOf(latest.current.curves), element);
    plot.current = made;
    const resize = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: element.clientHeight }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [lines, logarithmic, theme, foremost]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: levels are drawn along with the data.
  useEffect(() => plot.current?.setData(dataOf(curves)), [curves, levels]);

  const last = curves.places.length - 1;
  const move = (event: KeyboardEvent) => {
    const by = event.shiftKey ? Math.max(1, Math.round(LEAP * last)) : 1;
    const from = at ?? last;
    const to = { ArrowLeft: from - by, ArrowRight: from + by, Home: 0, End: last }[event.key];
    if (to === undefined && (event.key !== 'Escape' || at === undefined)) return;
    event.preventDefault();
    event.stopPropagation();
    const index = to === undefined ? undefined : Math.min(last, Math.max(0, to));
    const place = index === undefined ? undefined : curves.places[index];
    const { current } = plot;
    current?.setCursor(place === undefined ? { left: -10, top: -10 } : { left: current.valToPos(place, 'x'), top: 8 });
    setAt(index);
    onPoint(index);
  };
  return (
    <div
      className="chart"
      role="slider"
      tabIndex={0}
      aria-label={`${label}, ${along}`}
      aria-valuemin={1}
      aria-valuemax={Math.max(1, last + 1)}
      aria-valuenow={(at ?? Math.max(0, last)) + 1}
      aria-valuetext={props.describe(at)}
      onKeyDown={move}
    >
      <div className="chart-plot" ref={holder} />
    </div>
  );
}

function dataOf({ places, curves }: Curves): UPlot.AlignedData {
  return [[...places], ...curves.map(({ values }) => [...values])];
}

/** The distances between ticks at whole numbers. */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5];

function optionsOf(
  element: HTMLElement,
  latest: { readonly current: Props },
  logarithmic: boolean,
  point: (index: number | undefined) => void,
): UPlot.Options {
  const styles = getComputedStyle(element);
  const colour = (name: string) => styles.getPropertyValue(name).trim();
  const runColour = (run: string) => colour(`--run-${latest.current.colours[run] ?? 0}`);
  const [muted, line] = [colour('--muted'), colour('--line')];
  const axis = { stroke: muted, font: `11px ${colour('--sans')}`, gap: 4, ticks: { show: false } };
  const grid = { stroke: line, width: 1 };
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    padding: [8, 22, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 6 }, drag: { x: false, y: false } },
    scales: {
      x: { time: false, range: (_, min, max) => (min === max ? [min - 0.5, max + 0.5] : [min, max]) },
      y: logarithmic ? { distr: 3 } : { range: (_, min, max) => linearRange(min, max, latest.current.levels) },
    },
    axes: [
      { ...axis, size: 22, grid: { show: false }, incrs: STEPS },
      {
        ...axis,
        grid,
        size: 52,
        space: 28,
        values: (_, ticks) => ticks.map((tick) => (tick === null ? '' : latest.current.format(tick))),
      },
    ],
    series: [
      {},
      ...latest.current.curves.curves.map(
        ({ run, part }): UPlot.Series => ({
          stroke: runColour(run),
          width: run === latest.current.foremost ? 2 : 1.25,
          dash: [...DASH[part]],
          spanGaps: true,
          // A line of one epoch is drawn as a point.
          points: { show: (plot) => (plot.data[0]?.length ?? 0) < 2, size: 6 },
        }),
      ),
    ],
    hooks: {
      draw: [
        (plot) => {
          const { ctx, bbox } = plot;
          ctx.save();
          ctx.setLineDash([devicePixelRatio, 4 * devicePixelRatio]);
          ctx.lineWidth = 1.5 * devicePixelRatio;
          for (const { value, run } of latest.current.levels) {
            const y = Math.round(plot.valToPos(value, 'y', true));
            if (!Number.isFinite(y) || y < bbox.top || y > bbox.top + bbox.height) continue;
            ctx.strokeStyle = runColour(run);
            ctx.beginPath();
            ctx.moveTo(bbox.left, y);
            ctx.lineTo(bbox.left + bbox.width, y);
            ctx.stroke();
          }
          ctx.restore();
        },
      ],
      setCursor: [({ cursor }) => point(cursor.left === undefined || cursor.left < 0 ? undefined : (cursor.idx ?? undefined))],
    },
  };
}

/** The range from slightly below the minimum to slightly above the maximum, marked levels included. */
function linearRange(min: number | null, max: number | null, levels: readonly Level[]): [number, number] {
  const all = [min, max, ...levels.map(({ value }) => value)].filter((value) => value !== null && Number.isFinite(value));
  const known = all.filter((value) => value !== null);
  if (known.length === 0) return [0, 1];
  const [least, greatest] = [Math.min(...known), Math.max(...known)];
  const margin = (greatest - least) * 0.06 || Math.abs(greatest) * 0.1 || 0.1;
  return [least >= 0 ? Math.max(0, least - margin) : least - margin, greatest + margin];
}

/** The current theme. */
function useThemeName(): string | undefined {
  const [theme, setTheme] = useState(() => document.documentElement.dataset['theme']);
  useEffect(() => {
    const watcher = new MutationObserver(() => setTheme(document.documentElement.dataset['theme']));
    watcher.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => watcher.disconnect();
  }, []);
  return theme;
}
