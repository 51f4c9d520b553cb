import './document-name.css';
import { useRef } from 'react';
import { create } from 'zustand';
import { renameDocument } from '../../shared/graph/edits/document-edits';
import { change, isDirty, present, useEditor } from '../editor/editor';
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
  const left = useRef(false);
  if (!typing)
    return (
      <button
        type="button"
        className="document-name"
        title={t('rename')}
        onClick={() => {
          left.current = false;
          renameDocumentInPlace(true);
        }}
      >
        <span>{documentName()}</span>
        {dirty && (
          <span title={t('unsaved')} role="img" aria-label={t('unsaved')}>
            ●
          </span>
        )}
      </button>
    );
  const end = (text: string | undefined) => {
    if (left.current) return;
    left.current = true;
    if (text !== undefined) change((document) => ({ document: renameDocument(document, text) }));
    renameDocumentInPlace(false);
  };
  return (
    <input
      className="document-field"
      aria-label={t('name')}
      defaultValue={name}
      placeholder={t('untitled')}
      maxLength={200}
      ref={(input) => {
        left.current = false;
        input?.select();
      }}
      onBlur={({ currentTarget }) => end(currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') end(event.currentTarget.value);
        if (event.key === 'Escape') end(undefined);
      }}
    />
  );
}
