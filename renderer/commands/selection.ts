import { editor, present } from '../editor/editor';

/** The nodes that commands act on. */
export const selectedNodes = (): readonly string[] => present(editor.getState()).selection.nodes;

/** True if a node is selected. */
export const hasSelection = (): boolean => selectedNodes().length > 0;
