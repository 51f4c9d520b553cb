import { spanningTicks, wholeTicks } from '../../../shared/runs/ticks';
import { type Html, html } from './html';

/** One curve: its name and its values by epoch. */
export interface Curve {
  readonly name: string;
  /** Index into the colours of curves. */
  readonly colour: number;
  readonly dashed?: boolean;
  readonly points: readonly (readonly [epoch: number, value: number])[];
}

/** Options of a chart. */
export interface ChartOptions {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  /** Formats a value of the axis. */
  readonly write: (value: number) => string;
}

const [WIDTH, HEIGHT] = [560, 320];
const EDGE = { left: 62, right: 16, top: 14, bottom: 42 } as const;

/** Draws curves over epochs as an SVG that is readable in both themes and in print. */
export function chart(curves: readonly Curve[], { title, x: xTitle, y: yTitle, write }: ChartOptions): Html {
  const points = curves.flatMap((curve) => curve.points).filter(([, value]) => Number.isFinite(value));
  const last = Math.max(2, ...points.map(([epoch]) => epoch));
  const first = Math.min(last - 1, ...points.map(([epoch]) => epoch));
  const ticks = spanningTicks(
    points.map(([, value]) => value),
    5,
  );
  const [least = 0, most = 1] = [ticks[0], ticks.at(-1)];
  const x = (epoch: number) => EDGE.left + ((epoch - first) / (last - first)) * (WIDTH - EDGE.left - EDGE.right);
  const y = (value: number) => HEIGHT - EDGE.bottom - ((value - least) / (most - least || 1)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const at = (value: number) => value.toFixed(1);
  const drawn = curves.map(({ colour, dashed, points: own, name }) => {
    const known = own.filter(([, value]) => Number.isFinite(value));
    const path = known.map(([epoch, value], index) => `${index === 0 ? 'M' : 'L'}${at(x(epoch))} ${at(y(value))}`).join(' ');
    const stroke = `stroke: var(--s${colour % 8})`;
    // A single epoch is a point, not a line.
    const dots = known.map(
      ([epoch, value]) =>
        html`<circle cx="${at(x(epoch))}" cy="${at(y(value))}" r="${known.length > 20 ? 0 : dashed ? 2 : 2.6}" style="fill: var(--s${colour % 8})"><title>${name} · ${epoch}: ${write(value)}</title></circle>`,
    );
    return html`<path class="line${dashed ? ' dash' : ''}" style="${stroke}" d="${path}"/>${dots}`;
  });
  const epochs = wholeTicks(first, last, 10);
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
${ticks.map((tick) => html`<line class="grid" x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${at(y(tick))}" y2="${at(y(tick))}"/><text x="${EDGE.left - 8}" y="${at(y(tick) + 4)}" text-anchor="end">${write(tick)}</text>`)}
<line class="axis" x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${HEIGHT - EDGE.bottom}" y2="${HEIGHT - EDGE.bottom}"/>
${epochs.map((epoch) => html`<text x="${at(x(epoch))}" y="${HEIGHT - EDGE.bottom + 18}" text-anchor="middle">${epoch}</text>`)}
<text x="${(EDGE.left + WIDTH - EDGE.right) / 2}" y="${HEIGHT - 6}" text-anchor="middle">${xTitle}</text>
<text transform="translate(14 ${(HEIGHT - EDGE.bottom + EDGE.top) / 2}) rotate(-90)" text-anchor="middle">${yTitle}</text>
${drawn}</svg>`;
}

/** The legend of charts. */
export function legend(curves: readonly Omit<Curve, 'points'>[]): Html {
  return html`<ul class="legend">${curves.map(
    ({ name, colour, dashed }) =>
      html`<li><svg viewBox="0 0 22 10" aria-hidden="true"><path class="line${dashed ? ' dash' : ''}" style="stroke: var(--s${colour % 8})" d="M1 5 L21 5"/></svg>${name}</li>`,
  )}</ul>`;
}
