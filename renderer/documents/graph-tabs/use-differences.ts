import { useMemo } from 'react';
import { type Difference, graphDifferences } from '../../../shared/graph/differences/index';
import { originalOf } from '../../../shared/graph/differences/title';
import { type Graph, graphOf } from '../../../shared/graph/document';
import { graphInView, present, useEditor } from '../../editor/editor';

/** The graph that the one in view is a variant of, if it is one. */
export function useOriginal(): Graph | undefined {
  return useEditor((state) => {
    const { document, graphId } = present(state);
    const graph = graphOf(document, graphId);
    return graph && originalOf(document, graph);
  });
}

const NONE: readonly Difference[] = [];

/** In what the graph in view differs from what it is a variant of. */
export function useDifferences(): readonly Difference[] {
  const graph = useEditor(graphInView);
  const original = useOriginal();
  return useMemo(() => (original ? graphDifferences(original, graph) : NONE), [original, graph]);
}
