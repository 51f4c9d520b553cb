import type { ReactNode } from 'react';

interface Props {
  readonly className: string;
  /** What it holds. */
  readonly label: string;
  readonly busy?: boolean | undefined;
  readonly children: ReactNode;
}

/** A part of a view that scrolls: by keyboard as well, also where there is nothing in it that could have the focus. */
export function Scrolled({ className, label, busy, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className={className} aria-label={label} aria-busy={busy} tabIndex={0}>
      {children}
    </section>
  );
}
