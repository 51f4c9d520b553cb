import { useEffect, useRef } from 'react';

interface Props {
  readonly className: string;
  /** The accessible name. */
  readonly label: string;
  /** The text to begin with. */
  readonly text: string;
  readonly placeholder?: string;
  /** The maximum number of characters. */
  readonly most: number;
  /** Called once, with `undefined` if the edit was cancelled. `byKey` is false if the field lost the focus. */
  onEnd(text: string | undefined, byKey: boolean): void;
}

/** A field that takes the place of a name while it is edited. Enter and leaving the field keep the text; Escape cancels. */
export function EditInPlace({ className, label, text, placeholder, most, onEnd }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const ended = useRef(false);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const end = (typed: string | undefined, byKey: boolean) => {
    // A field that is removed loses the focus as well.
    if (ended.current) return;
    ended.current = true;
    onEnd(typed, byKey);
  };
  return (
    <input
      ref={input}
      className={className}
      aria-label={label}
      defaultValue={text}
      placeholder={placeholder}
      maxLength={most}
      onBlur={({ currentTarget }) => end(currentTarget.value, false)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') end(event.currentTarget.value, true);
        if (event.key === 'Escape') end(undefined, true);
      }}
    />
  );
}
