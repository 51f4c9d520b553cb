import './tip.css';
import { Tooltip } from 'radix-ui';
import type { ReactElement } from 'react';

interface Props {
  /** What explains the thing. */
  readonly text: string;
  /** A thing that can have the focus. */
  readonly children: ReactElement;
}

/** Explains what it stands around, under the pointer and with the keyboard's focus. */
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
