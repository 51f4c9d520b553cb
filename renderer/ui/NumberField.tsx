import './number-field.css';
import { useEffect, useId, useRef, useState } from 'react';
import { useMessages } from './language';
import { MESSAGES } from './messages';
import { type NumberRange, parseNumber, stepped } from './number';

interface Props extends NumberRange {
  readonly label: string;
  readonly help: string;
  readonly value: number | undefined;
  readonly focus?: boolean;
  /** The text while there is no single value. */
  readonly placeholder?: string | undefined;
  onChange(value: number): void;
  /** Called if the field is emptied, for fields that may be empty. */
  onEmpty?(): void;
  /** Called when the field loses the focus. */
  onLeave?(): void;
}

/** A number field: typed, or stepped with the arrow keys. An invalid value shows an error below it, and changes nothing. */
export function NumberField({ label, help, value, focus, placeholder, onChange, onEmpty, onLeave, ...range }: Props) {
  const t = useMessages(MESSAGES);
  const { min, max } = range;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  /** The typed text while it is not a number. */
  const [draft, setDraft] = useState<string | undefined>();
  const wrong = draft !== undefined && parseNumber(draft, range) === undefined && !(onEmpty && draft.trim() === '');
  useEffect(() => {
    if (focus) input.current?.focus();
  }, [focus]);
  return (
    <>
      <input
        ref={input}
        className="field field-number"
        data-value
        inputMode={range.whole ? 'numeric' : 'decimal'}
        aria-label={label}
        aria-invalid={wrong}
        aria-describedby={id}
        placeholder={placeholder}
        title={t('range', { help, min, max })}
        value={draft ?? (value === undefined ? '' : String(value))}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setDraft(text);
          const typed = parseNumber(text, range);
          if (typed !== undefined && typed !== value) onChange(typed);
          if (text.trim() === '') onEmpty?.();
        }}
        onKeyDown={(event) => {
          // Undo removes an unfinished text first, and then the last step of the document.
          if ((event.ctrlKey || event.metaKey) && ['z', 'y'].includes(event.key.toLowerCase())) {
            if (wrong) event.preventDefault();
            return setDraft(undefined);
          }
          const next = value === undefined ? undefined : stepped(value, event.key, event.shiftKey, range);
          const moves = range.whole || event.key.startsWith('Arrow') || event.key.startsWith('Page');
          if (next === undefined || !moves || event.ctrlKey || event.metaKey) return;
          event.preventDefault();
          setDraft(undefined);
          if (next !== value) onChange(next);
        }}
        onBlur={() => {
          setDraft(undefined);
          onLeave?.();
        }}
      />
      <span id={id} className={wrong ? 'field-wrong' : 'unseen'}>
        {wrong ? t(range.whole ? 'whole' : 'real', { min, max }) : t('range', { help, min, max })}
      </span>
    </>
  );
}
