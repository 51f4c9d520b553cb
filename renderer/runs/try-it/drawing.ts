import { useMemo } from 'react';
import { create } from 'zustand';
import { blank, type Size } from './pixels';

/** The drawings by image size; they stay while other views and runs are shown. */
const useDrawings = create<Readonly<Record<string, Uint8Array>>>(() => ({}));

/** The drawing for an image size, and its setter. */
export function useDrawing(size: Size): readonly [image: Uint8Array, draw: (image: Uint8Array) => void] {
  const key = size.join('×');
  const kept = useDrawings((drawings) => drawings[key]);
  const empty = useMemo(() => blank(size), [size]);
  return [kept ?? empty, (image) => useDrawings.setState({ [key]: image })];
}
