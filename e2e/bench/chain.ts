import { type Document, emptyDocument } from '../../shared/graph/document';
import { applyEdits, type Edit } from '../../shared/graph/edits/edit';
import { gridPlace } from './grid';

const KINDS = ['Conv2D', 'BatchNorm', 'Activation', 'Dropout'];

/** A document with a chain of so many layers, the Input included, in which the first one's padding changes the size of every other. */
export function chain(count: number): Document {
  const edits: Edit[] = [{ type: 'move', node: 'input', position: gridPlace(0, count) }];
  for (let index = 1; index < count; index++) {
    const kind = KINDS[(index - 1) % KINDS.length] ?? 'Conv2D';
    const params = kind === 'Conv2D' ? { filters: 8, padding: [1, 1] } : {};
    edits.push({ type: 'add', kind, id: `n${index}`, params, position: gridPlace(index, count) });
    edits.push({ type: 'connect', from: index === 1 ? 'input' : `n${index - 1}`, to: `n${index}` });
  }
  return applyEdits(emptyDocument('Bench'), 'model', edits);
}
