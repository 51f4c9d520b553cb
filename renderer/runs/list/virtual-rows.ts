import { defaultRangeExtractor, type Range, useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type RefObject, useState } from 'react';

/** Rows rendered beyond the visible ones on each side, so that Tab always finds the next row. */
const OVERSCAN = 10;

/** The height of a row until it is measured, in pixels. */
const ESTIMATE = 34;

/** A rendered row, after an empty space of a height in pixels. */
export interface PlacedRow {
  readonly index: number;
  readonly space: number;
}

/** The rendered rows in order, each with the space of the omitted rows before it, and the space after the last one. */
export function placed(
  items: readonly Pick<VirtualItem, 'index' | 'start' | 'end'>[],
  height: number,
): { readonly rows: readonly PlacedRow[]; readonly after: number } {
  const rows = items.map(({ index, start }, at) => ({ index, space: start - (items[at - 1]?.end ?? 0) }));
  return { rows, after: Math.max(0, height - (items.at(-1)?.end ?? 0)) };
}

/**
 * The indexes of the rows to render: those in range, and the focused one with its neighbours, so that scrolling does not remove the
 * focus, and Tab goes on from there.
 */
export function indexesWith(range: Range, focused: number | undefined): number[] {
  const indexes = defaultRangeExtractor(range);
  if (focused === undefined || focused >= range.count) return indexes;
  const kept = [focused - 1, focused, focused + 1].filter((index) => index >= 0 && index < range.count);
  return [...new Set([...indexes, ...kept])].sort((a, b) => a - b);
}

/**
 * Renders only the visible rows of a long table.
 * @returns the rendered rows, a ref that measures a row with `data-index`, and a setter for the id of the focused row
 */
export function useVirtualRows(ids: readonly string[], scrolled: RefObject<HTMLElement | null>) {
  const [focused, setFocused] = useState<string>();
  const at = focused === undefined ? -1 : ids.indexOf(focused);
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scrolled.current,
    estimateSize: () => ESTIMATE,
    overscan: OVERSCAN,
    getItemKey: (index) => ids[index] ?? index,
    rangeExtractor: (range) => indexesWith(range, at < 0 ? undefined : at),
  });
  return {
    ...placed(virtualizer.getVirtualItems(), virtualizer.getTotalSize()),
    measure: virtualizer.measureElement,
    setFocused,
  };
}
