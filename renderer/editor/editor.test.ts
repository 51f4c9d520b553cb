import { beforeEach, describe, expect, it } from 'vitest';
import { emptyDocument } from '../../shared/graph/document';
import { addGraph } from '../../shared/graph/edits/document-edits';
import { useUi } from '../ui/ui';
import {
  change,
  edit,
  editor,
  endStep,
  graphInView,
  isDirty,
  markSaved,
  NOTHING,
  openDocument,
  openGraph,
  present,
  redoStep,
  restoreDocument,
  select,
  undoStep,
} from './editor';
import { place } from './place';

const graph = () => graphInView(editor.getState());
const selection = () => present(editor.getState()).selection;
const dirty = () => isDirty(editor.getState());

/** Adds a layer after the last one. @returns its id */
function add(kind: string): string {
  const placed = place(graph(), kind, [], {});
  expect(edit(placed.edits, { select: 'added' })).toBe(true);
  return placed.id;
}

beforeEach(() => {
  openDocument(emptyDocument('Net'));
  useUi.setState({ notices: [] });
});

describe('an edit', () => {
  it('is one step of undo, with the selection', () => {
    const id = add('Conv2D');
    expect(selection()).toEqual({ ...NOTHING, nodes: [id] });
    undoStep();
    expect(Object.keys(graph().nodes)).toEqual(['input']);
    expect(selection()).toEqual(NOTHING);
    redoStep();
    expect(Object.keys(graph().nodes)).toEqual(['input', id]);
    expect(selection().nodes).toEqual([id]);
  });

  it('that is impossible changes nothing, and shows the reason', () => {
    const before = editor.getState();
    expect(edit([{ type: 'rename', node: 'nowhere', name: 'x' }])).toBe(false);
    expect(editor.getState()).toBe(before);
    const [notice] = useUi.getState().notices;
    expect(notice?.tone).toBe('error');
    expect(notice?.text('en')).toContain('nowhere');
    expect(notice?.text('es')).toContain('nowhere');
  });

  it('with the same merge key joins the step before it, until the step ends', () => {
    const id = add('Conv2D');
    const filters = (value: number) => edit([{ type: 'change', node: id, params: { filters: value } }], { merge: 'filters' });
    const now = () => graph().nodes[id]?.params['filters'];
    for (const value of [17, 18, 19]) filters(value);
    endStep();
    filters(20);
    undoStep();
    expect(now()).toBe(19);
    undoStep();
    expect(now()).toBeUndefined();
  });

  it('removes deleted layers from the selection, and keeps the others', () => {
    const [first, second] = [add('Conv2D'), add('MaxPool2D')];
    select({ nodes: [first, second] });
    edit([{ type: 'remove', nodes: [second] }]);
    expect(selection().nodes).toEqual([first]);
  });
});

describe('unsaved changes', () => {
  it('exist after an edit, and not after undo or saving', () => {
    expect(dirty()).toBe(false);
    add('Conv2D');
    expect(dirty()).toBe(true);
    undoStep();
    expect(dirty()).toBe(false);
    redoStep();
    markSaved(present(editor.getState()).document, undefined);
    expect(dirty()).toBe(false);
  });

  it('do not come from selecting or from showing another graph', () => {
    change((document) => addGraph(document, 'Second'));
    markSaved(present(editor.getState()).document, undefined);
    select({ nodes: ['input'] });
    openGraph('model');
    expect(dirty()).toBe(false);
  });

  it('of a restored document stay unsaved', () => {
    const saved = emptyDocument('Net');
    restoreDocument({ ...saved, name: 'Changed' }, saved, undefined, 'key-1');
    expect(dirty()).toBe(true);
    expect(editor.getState().key).toBe('key-1');
    expect(editor.getState().history.past).toHaveLength(0);
  });
});

describe('graphs', () => {
  it('are shown one at a time, each without a selection at first', () => {
    select({ nodes: ['input'] });
    expect(change((document) => addGraph(document, 'Second'))).toBe(true);
    expect(graph().name).toBe('Second');
    expect(selection()).toEqual(NOTHING);
    openGraph('nowhere');
    expect(graph().name).toBe('Second');
    openGraph('model');
    expect(graph().id).toBe('model');
  });

  it('that undo removes are replaced in view by one that exists', () => {
    change((document) => addGraph(document, 'Second'));
    undoStep();
    expect(graph().id).toBe('model');
  });
});

it('each opening of a document has a key of its own', () => {
  const { key } = editor.getState();
  openDocument(emptyDocument('Net'));
  expect(editor.getState().key).not.toBe(key);
});
