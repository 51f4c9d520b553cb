import type { ReactNode } from 'react';
import { Button } from './Button';

interface Props {
  /** The text of the submit button. */
  readonly answer: ReactNode;
  readonly disabled?: boolean;
  /** True to focus the submit button when the dialog opens. */
  readonly focusAnswer?: boolean;
  /** Further buttons beside it. */
  readonly others?: ReactNode;
  onSubmit(): void;
  readonly children: ReactNode;
}

/** The form of a dialog, with its buttons at the end. */
export function DialogForm({ answer, disabled = false, focusAnswer, others, onSubmit, children }: Props) {
  return (
    <form
      className="dialog-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!disabled) onSubmit();
      }}
    >
      {children}
      <div className="dialog-answers">
        <Button type="submit" kind="primary" disabled={disabled} data-autofocus={focusAnswer || undefined}>
          {answer}
        </Button>
        {others}
      </div>
    </form>
  );
}
