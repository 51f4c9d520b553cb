import { useEffect, useRef } from 'react';
import { useStoreApi } from 'reactflow';
import { editor, graphInView } from '../editor/editor';
import { useUi } from '../ui/ui';
import type { CanvasNode } from './flow';
import { useMinimalDetail } from './level-of-detail';
import { LevelOfDetailPainter } from './level-of-detail-painter';

/**
 * The blocks and sizes of all layers at the lowest level of detail, drawn on one canvas element: one parameter may change
 * hundreds of them, and laying out HTML takes ten times as long. The text in the layers is then for screen readers.
 */
export function MinimalFigures() {
  const minimal = useMinimalDetail((state) => state.minimal);
  return minimal ? <Figures /> : null;
}

function Figures() {
  const element = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi<CanvasNode>();
  const theme = useUi((ui) => ui.theme);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useEffect(() => {
    const context = element.current?.getContext('2d');
    if (!context) return;
    const painter = new LevelOfDetailPainter(context);
    let awaited = 0;
    const soon = () => {
      awaited ||= requestAnimationFrame(() => {
        awaited = 0;
        const { nodeLookup, transform, width, height } = store.getState();
        painter.paint([...nodeLookup.values()], { transform, width, height, density: devicePixelRatio });
      });
    };
    const anew = () => {
      painter.forget();
      soon();
    };
    soon();
    const system = matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', anew);
    document.fonts.addEventListener('loadingdone', anew);
    const ends = [
      store.subscribe(soon),
      editor.subscribe((state, before) => {
        if (graphInView(state) !== graphInView(before)) soon();
      }),
      () => system.removeEventListener('change', anew),
      () => document.fonts.removeEventListener('loadingdone', anew),
      () => cancelAnimationFrame(awaited),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, [store, theme]);
  return <canvas className="minimal-figures" ref={element} />;
}
