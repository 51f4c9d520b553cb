import type { ReactNode } from 'react';

interface Props {
  readonly className: string;
  /** The accessible name. */
  readonly label: string;
  readonly busy?: boolean | undefined;
  readonly children: ReactNode;
}

/** A scrolling region that can be scrolled by keyboard, even if nothing in it can have the focus. */
export function Scrolled({ className, label, busy, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className={className} aria-label={label} aria-busy={busy} tabIndex={0}>
      {children}
    </section>
  );
}
