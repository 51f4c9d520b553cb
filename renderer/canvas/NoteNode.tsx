import { memo, useRef } from 'react';
import type { NodeProps } from 'reactflow';
import { create } from 'zustand';
import { LENGTHS } from '../../shared/graph/document';
import { edit, endStep } from '../editor/editor';
import { useMessages } from '../ui/language';
import type { NoteFlowNode } from './flow';
import { focusSoon } from './focus-soon';
import { MESSAGES } from './messages';

/** The note being edited, if any. */
const useTyped = create<{ readonly note: number | undefined }>(() => ({ note: undefined }));

/** Starts editing the text of a note in place. */
export const editNoteInPlace = (note: number | undefined): void => useTyped.setState({ note });

/** The merge key for writing a note: creating it and typing its text are one undo step. */
export const noteStep = (index: number): string => `note:${index}`;

/** A text note on the canvas. */
export const NoteNode = memo(function NoteNode({ data: { index, text }, selected }: NodeProps<NoteFlowNode>) {
  const t = useMessages(MESSAGES);
  const typing = useTyped(({ note }) => note === index);
  const left = useRef(false);
  if (!typing)
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: Enter does the same by keyboard.
      <div className="note" data-selected={selected || undefined} onDoubleClick={() => editNoteInPlace(index)}>
        {text || t('note.empty')}
      </div>
    );
  const end = (typed: string | undefined) => {
    if (left.current) return;
    left.current = true;
    const kept = typed ?? text;
    edit([kept.trim() === '' ? { type: 'removeAnnotation', index } : { type: 'annotation', index, text: kept }], {
      merge: noteStep(index),
    });
    endStep();
    editNoteInPlace(undefined);
  };
  return (
    <textarea
      className="note note-field nodrag nopan nowheel"
      aria-label={t('note.text')}
      defaultValue={text}
      maxLength={LENGTHS.text}
      ref={(field) => {
        left.current = false;
        if (field) focusSoon(() => field);
      }}
      onBlur={({ currentTarget }) => end(currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) end(event.currentTarget.value);
        if (event.key === 'Escape') end(undefined);
      }}
    />
  );
});
