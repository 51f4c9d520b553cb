import type { ReactNode } from 'react';

interface Props {
  readonly checked: boolean;
  /** True if several things are chosen that differ. */
  readonly mixed?: boolean;
  readonly disabled?: boolean;
  readonly title?: string | undefined;
  readonly className?: string;
  onChange(checked: boolean): void;
  /** The label. */
  readonly children: ReactNode;
}

/** A checkbox with its label. */
export function Checkbox({ checked, mixed = false, disabled, title, className = 'side-check', onChange, children }: Props) {
  return (
    <label className={className} title={title}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        ref={(box) => {
          if (box) box.indeterminate = mixed;
        }}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      {children}
    </label>
  );
}
