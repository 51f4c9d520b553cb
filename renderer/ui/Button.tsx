import type { ComponentProps } from 'react';

interface Props extends ComponentProps<'button'> {
  readonly kind?: 'primary' | 'quiet' | undefined;
  /** The accessible name and tooltip of a button that shows an icon alone. */
  readonly label?: string;
}

/** A button in the window's style. */
export function Button({ kind, label, className, ...rest }: Props) {
  const named = label === undefined ? {} : { 'aria-label': label, title: label };
  return <button type="button" className={className ? `button ${className}` : 'button'} data-kind={kind} {...named} {...rest} />;
}
