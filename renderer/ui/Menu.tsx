import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

interface Props {
  /** The accessible name and tooltip of its button. */
  readonly label: string;
  readonly icon: ReactNode;
  readonly align?: 'start' | 'end';
  readonly small?: boolean;
  onCloseAutoFocus?(event: Event): void;
  readonly children: ReactNode;
}

/** A button with an icon that opens a menu. */
export function Menu({ label, icon, align = 'end', small = false, onCloseAutoFocus, children }: Props) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="button" data-kind="quiet" aria-label={label} title={label}>
        {icon}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={small ? 'popup menu menu-small' : 'popup menu'}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          {...(onCloseAutoFocus ? { onCloseAutoFocus } : {})}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface ItemProps {
  readonly disabled?: boolean;
  onSelect(): void;
  readonly children: ReactNode;
}

/** An item of a menu. */
export function MenuItem(props: ItemProps) {
  return <DropdownMenu.Item className="menu-item" {...props} />;
}
