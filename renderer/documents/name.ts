import { say } from '../../shared/words/words';
import { editor, present } from '../editor/editor';
import { useUi } from '../ui/ui';
import { WORDS } from './words';

/** The name by which the open document goes. */
export function documentName(): string {
  const { name } = present(editor.getState()).document;
  return name || (say(WORDS, 'untitled', {}, useUi.getState().lang) ?? '');
}
