import { Command } from 'cmdk';
import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';

interface Props {
  /** Its position, in window pixels. */
  readonly x: number;
  readonly y: number;
  readonly label: string;
  /** Shown if nothing matches. */
  readonly none: string;
  onClose(): void;
  readonly children: ReactNode;
}

/** A search in a popup over the canvas: a field, and the list of what matches. */
export function SearchPopover({ x, y, label, none, onClose, children }: Props) {
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor style={{ position: 'fixed', left: x, top: y }} />
      <Popover.Portal>
        <Popover.Content
          className="popup search"
          side="bottom"
          align="start"
          collisionPadding={8}
          onCloseAutoFocus={(event) => event.preventDefault()}
          aria-label={label}
        >
          <Command label={label}>
            <Command.Input placeholder={label} aria-label={label} className="field" />
            <Command.List>
              <Command.Empty className="search-none">{none}</Command.Empty>
              {children}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
