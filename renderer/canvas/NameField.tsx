import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { canvas } from '../editor/controller';
import { edit } from '../editor/editor';
import { useMessages } from '../ui/language';
import { MESSAGES } from './messages';

/** The node being renamed, if any. */
const useRenamed = create<{ readonly node: string | undefined }>(() => ({ node: undefined }));

/** Starts renaming a node in place. */
export const renameInPlace = (node: string | undefined): void => {
  useRenamed.setState({ node });
};

interface Props {
  readonly id: string;
  readonly name: string | undefined;
  /** The name of its kind. */
  readonly label: string;
}

/** A node's name, or that of its kind; a field while it is being renamed. */
export function NameField(props: Props) {
  const { id, name, label } = props;
  const typing = useRenamed(({ node }) => node === id);
  if (typing) return <Typing {...props} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: F2 does the same by keyboard.
    <span className="layer-name" title={name ?? label} onDoubleClick={() => renameInPlace(id)}>
      {name ?? label}
    </span>
  );
}

function Typing({ id, name, label }: Props) {
  const t = useMessages(MESSAGES);
  const input = useRef<HTMLInputElement>(null);
  const left = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const end = (text: string | undefined) => {
    if (left.current) return;
    left.current = true;
    if (text !== undefined && text !== (name ?? '')) edit([{ type: 'rename', node: id, name: text.trim() }]);
    renameInPlace(undefined);
  };
  /** If a key ended the renaming, focus the node. */
  const endByKey = (text: string | undefined) => {
    end(text);
    canvas()?.focus(id);
  };
  return (
    <input
      ref={input}
      className="layer-rename nodrag nopan"
      aria-label={t('rename', { id })}
      defaultValue={name ?? ''}
      placeholder={label}
      maxLength={200}
      onBlur={(event) => end(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') endByKey(event.currentTarget.value);
        if (event.key === 'Escape') endByKey(undefined);
      }}
    />
  );
}
