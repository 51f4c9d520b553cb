import './document-name.css';
import { create } from 'zustand';
import { LENGTHS } from '../../shared/graph/document';
import { renameDocument } from '../../shared/graph/edits/document-edits';
import { change, isDirty, present, useEditor } from '../editor/editor';
import { EditInPlace } from '../ui/EditInPlace';
import { useMessages } from '../ui/language';
import { MESSAGES } from './messages';
import { documentName } from './name';

const useTyping = create<{ readonly typing: boolean }>(() => ({ typing: false }));

/** Edits the name of the document in place. */
export const renameDocumentInPlace = (typing: boolean): void => useTyping.setState({ typing });

/** The document's name, renamed by a click, with a dot for unsaved changes. */
export function DocumentName() {
  const t = useMessages(MESSAGES);
  const { typing } = useTyping();
  const dirty = useEditor(isDirty);
  const name = useEditor((state) => present(state).document.name);
  if (!typing)
    return (
      <button type="button" className="document-name" title={t('rename')} onClick={() => renameDocumentInPlace(true)}>
        <span>{documentName()}</span>
        {dirty && (
          <span title={t('unsaved')} role="img" aria-label={t('unsaved')}>
            ●
          </span>
        )}
      </button>
    );
  return (
    <EditInPlace
      className="document-field"
      label={t('name')}
      text={name}
      placeholder={t('untitled')}
      most={LENGTHS.name}
      onEnd={(text) => {
        if (text !== undefined) change((document) => ({ document: renameDocument(document, text) }));
        renameDocumentInPlace(false);
      }}
    />
  );
}
