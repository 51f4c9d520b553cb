import { translate } from '../../shared/i18n/i18n';
import { editor, present } from '../editor/editor';
import { useUi } from '../ui/ui';
import { MESSAGES } from './messages';

/** The name of the open document, or "Untitled". */
export function documentName(): string {
  const { name } = present(editor.getState()).document;
  return name || translate(MESSAGES, 'untitled', {}, useUi.getState().lang);
}
