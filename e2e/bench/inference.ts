import { diagnose } from '../../shared/graph/diagnosis/diagnose';
import { type Document, emptyDocument, graphOf } from '../../shared/graph/document';
import { applyEdit, applyEdits, type Edit } from '../../shared/graph/edits/edit';
import { infer } from '../../shared/graph/infer';
import { inTurn, type Result } from './rounds';

/** A chain of blocks of Conv, BatchNorm, activation and a skip connection round them: `nodes` nodes and the Input. */
function residualChain(nodes: number): Document {
  const edits: Edit[] = [];
  let last = 'input';
  for (let index = 0; index < nodes; index++) {
    const id = `n${index}`;
    const kind = ['Conv2D', 'BatchNorm', 'Activation', 'Add'][index % 4] ?? 'Conv2D';
    edits.push({ type: 'add', kind, id, params: kind === 'Conv2D' ? { filters: 8, padding: [1, 1] } : {} });
    edits.push({ type: 'connect', from: last, to: id });
    if (kind === 'Add') edits.push({ type: 'connect', from: `n${index - 3}`, to: id });
    last = id;
  }
  return applyEdits(emptyDocument('Bench'), 'model', edits);
}

/** The sizes of a large graph after one parameter changed: all of them worked out again, or only those downstream of the change. */
export function inference(): readonly Result[] {
  return [10, 200, 1_000].flatMap((nodes) => {
    const document = residualChain(nodes);
    const changed = (id: string, round: number) => {
      const edit: Edit = { type: 'change', node: id, params: { filters: 8, kernel: [3, 3], dilation: [1 + (round % 2), 1] } };
      const graph = graphOf(applyEdit(document, 'model', edit), 'model');
      if (!graph) throw new Error('no graph');
      return graph;
    };
    const graph = graphOf(document, 'model');
    if (!graph) throw new Error('no graph');
    const before = infer(graph);
    const conv = (part: number) => `n${Math.floor(((nodes - 1) * part) / 4) * 4}`;
    const results = inTurn(
      [
        { name: 'every node again', run: (round) => infer(changed(conv(0), round)) },
        { name: 'after a change of the first layer', run: (round) => infer(changed(conv(0), round), before) },
        { name: 'after a change in the middle', run: (round) => infer(changed(conv(0.5), round), before) },
        { name: 'after a change of the last convolution', run: (round) => infer(changed(conv(1), round), before) },
        {
          name: 'the same, with every problem looked for',
          run: (round) => diagnose(document, changed(conv(1), round), { fixes: false, previous: before }),
        },
      ],
      200,
    );
    return results.map((result) => ({ ...result, name: `sizes of ${nodes} nodes, ${result.name}` }));
  });
}
