import { editor, present } from '../editor/editor';

/** The nodes that commands are about. */
export const selectedNodes = (): readonly string[] => present(editor.getState()).selection.nodes;

/** Whether any node is selected. */
export const hasSelection = (): boolean => selectedNodes().length > 0;
