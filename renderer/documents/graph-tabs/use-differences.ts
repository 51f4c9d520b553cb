import { useMemo } from 'react';
import { type Difference, graphDifferences } from '../../../shared/graph/differences/index';
import { originalOf } from '../../../shared/graph/differences/title';
import { type Graph, graphOf } from '../../../shared/graph/document';
import { graphInView, present, useEditor } from '../../editor/editor';

/** The original of the graph in view, if that is a variant. */
export function useOriginal(): Graph | undefined {
  return useEditor((state) => {
    const { document, graphId } = present(state);
    const graph = graphOf(document, graphId);
    return graph && originalOf(document, graph);
  });
}

const NONE: readonly Difference[] = [];

/** The differences of the graph in view from its original. */
export function useDifferences(): readonly Difference[] {
  const graph = useEditor(graphInView);
  const original = useOriginal();
  return useMemo(() => (original ? graphDifferences(original, graph) : NONE), [original, graph]);
}
