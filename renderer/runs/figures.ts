import type { RunSummary } from '../../shared/host/areas/runs';
import type { Lang } from '../../shared/i18n/i18n';
import { datasetOf } from '../../shared/training/datasets/index';

/** Formats a loss with four significant digits, or in percent as the paper does. */
export function formatLoss(value: number, percent: boolean, lang: Lang): string {
  if (!Number.isFinite(value)) return String(value);
  if (percent) return formatShare(value, lang);
  const digits = Math.abs(value) >= 1 ? 3 : 4;
  if (value !== 0 && Math.abs(value) < 0.0005) return value.toExponential(2);
  return new Intl.NumberFormat(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** Formats a fraction in percent, with two decimals as in the paper: 91.27 %. */
export function formatShare(value: number, lang: Lang): string {
  return `${new Intl.NumberFormat(lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(100 * value)} %`;
}

/** Formats a duration: 45 s, 9 min, 2 h 5 min. */
export function formatSeconds(seconds: number): string {
  if (seconds < 9.95) return `${Math.max(0, Math.round(seconds * 10) / 10)} s`;
  if (seconds < 99.5) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

/** The name of a run's data set. */
export const dataLabel = ({ data: { dataset } }: RunSummary): string => datasetOf(dataset)?.label ?? dataset;

/** The key of comparable runs: two losses can be compared if images, pixel scale, loss and task are equal. */
export function dataKey({ data, pixelScale, loss, task }: RunSummary): string {
  return JSON.stringify([data.dataset, data.train, data.validation, data.testImages, pixelScale, loss, task]);
}

/** The rank of a run among the comparable ones, by its lowest validation loss: 1 is the best. Undefined without one. */
export function ranks(runs: readonly RunSummary[]): ReadonlyMap<string, { readonly rank: number; readonly of: number }> {
  const groups = Map.groupBy(
    runs.filter(({ best }) => best !== undefined),
    dataKey,
  );
  const found = new Map<string, { readonly rank: number; readonly of: number }>();
  for (const group of groups.values()) {
    const sorted = group.toSorted((a, b) => (a.best?.valLoss ?? 0) - (b.best?.valLoss ?? 0));
    for (const [index, { id }] of sorted.entries()) found.set(id, { rank: index + 1, of: sorted.length });
  }
  return found;
}
