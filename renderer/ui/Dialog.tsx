import './dialog.css';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useMessages } from './language';
import { MESSAGES } from './messages';
import { type DialogName, showDialog, useUi } from './ui';

interface Props {
  readonly name: DialogName;
  readonly title: string;
  /** The width: a form, a page to read, or most of the window. */
  readonly size?: 'small' | 'medium' | 'large';
  readonly children: ReactNode;
}

/** A dialog with its title and close button. Its content is mounted anew each time it opens. */
export function Dialog({ name, title, size = 'small', children }: Props) {
  const t = useMessages(MESSAGES);
  const open = useUi((ui) => ui.dialog === name);
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && showDialog(undefined)}>
      <Radix.Portal>
        <Radix.Overlay className="dialog-ground" />
        <Radix.Content
          className="popup dialog"
          data-size={size}
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            // Focus the marked element, or else the first field, before the close button.
            const { currentTarget } = event;
            const dialog = currentTarget instanceof Element ? currentTarget : undefined;
            const field = dialog?.querySelector('[data-autofocus]') ?? dialog?.querySelector('input, textarea');
            if (!(field instanceof HTMLElement)) return;
            event.preventDefault();
            field.focus();
          }}
        >
          <header className="dialog-head">
            <Radix.Title>{title}</Radix.Title>
            <Radix.Close className="button" data-kind="quiet" aria-label={t('close')}>
              <X size={16} />
            </Radix.Close>
          </header>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
