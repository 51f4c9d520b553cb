import './tip.css';
import { Tooltip } from 'radix-ui';
import type { ReactElement } from 'react';

interface Props {
  /** The text of the tooltip. */
  readonly text: string;
  /** The focusable element. */
  readonly children: ReactElement;
}

/** A tooltip for its child, on hover and on keyboard focus. */
export function Tip({ text, children }: Props) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tip" side="bottom" sideOffset={6} collisionPadding={8}>
          {text}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
