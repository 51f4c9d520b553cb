import { useMemo } from 'react';
import { create } from 'zustand';
import { blank, type Size } from './pixels';

/** What was drawn for nets of each size of image: it stays while other views, and other runs, are looked at. */
const useDrawings = create<Readonly<Record<string, Uint8Array>>>(() => ({}));

/** The image on the pad for this size, and what puts another one there. */
export function useDrawing(size: Size): readonly [image: Uint8Array, draw: (image: Uint8Array) => void] {
  const key = size.join('×');
  const kept = useDrawings((drawings) => drawings[key]);
  const empty = useMemo(() => blank(size), [size]);
  return [kept ?? empty, (image) => useDrawings.setState({ [key]: image })];
}
