import './setup.css';
import { useEffect, useState } from 'react';
import type { Host } from '../../shared/host/client';
import { Button } from '../ui/Button';
import { Dialog } from '../ui/Dialog';
import { useMessages } from '../ui/language';
import { attempt } from '../ui/run';
import { useUi } from '../ui/ui';
import { MESSAGES } from './messages';

/** The end of the host's log. */
export function LogDialog({ host }: { readonly host: Host }) {
  const t = useMessages(MESSAGES);
  const open = useUi((ui) => ui.dialog === 'log');
  const [text, setText] = useState<string>();
  useEffect(() => {
    if (open) void attempt(async () => setText((await host.call('app.log', {})).text));
    else setText(undefined);
  }, [open, host]);
  return (
    <Dialog name="log" title={t('log')} size="large">
      <p className="setup-is">{t('log.about')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long log is scrolled by keyboard. */}
      <section className="log" tabIndex={0} aria-label={t('log')}>
        <pre>{text === '' ? t('log.empty') : text}</pre>
      </section>
      <div className="dialog-answers">
        <Button disabled={!text} onClick={() => void attempt(() => navigator.clipboard.writeText(text ?? ''))}>
          {t('copy')}
        </Button>
      </div>
    </Dialog>
  );
}
