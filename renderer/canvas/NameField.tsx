import { useRef } from 'react';
import { create } from 'zustand';
import { edit } from '../editor/editor';
import { useWords } from '../words/words';
import { WORDS } from './words';

/** The node whose name is being typed, if any. */
const useRenamed = create<{ readonly node: string | undefined }>(() => ({ node: undefined }));

/** Lets a node's name be typed in its place. */
export const renameInPlace = (node: string | undefined): void => {
  useRenamed.setState({ node });
};

/** A node's name, or its kind's where it has none; a field while it is being renamed. */
export function NameField({
  id,
  name,
  label,
}: {
  readonly id: string;
  readonly name: string | undefined;
  readonly label: string;
}) {
  const say = useWords(WORDS);
  const typing = useRenamed(({ node }) => node === id);
  const given = useRef(false);
  if (!typing)
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: F2 does the same by keyboard.
      <span className="layer-name" title={name ?? label} onDoubleClick={() => renameInPlace(id)}>
        {name ?? label}
      </span>
    );
  const end = (text: string | undefined) => {
    if (given.current) return;
    given.current = true;
    if (text !== undefined && text !== (name ?? '')) edit([{ type: 'rename', node: id, name: text.trim() }]);
    renameInPlace(undefined);
    given.current = false;
  };
  return (
    <input
      className="layer-rename nodrag nopan"
      aria-label={say('rename', { id })}
      defaultValue={name ?? ''}
      placeholder={label}
      maxLength={200}
      ref={(input) => input?.select()}
      onBlur={(event) => end(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') end(event.currentTarget.value);
        if (event.key === 'Escape') end(undefined);
      }}
    />
  );
}
