import './notices.css';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from './Button';
import { useLang, useMessages } from './language';
import { MESSAGES } from './messages';
import { dismiss, type Notice, useUi } from './ui';

/** The time that a notice stays if it is not an error, in milliseconds. */
const STAY = 6_000;

/** Short messages at the window's edge; errors stay until they are closed. */
export function Notices() {
  const t = useMessages(MESSAGES);
  const notices = useUi((ui) => ui.notices);
  return (
    <section className="notices" aria-label={t('notices')} aria-live="polite">
      {notices.map((notice) => (
        <Message key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function Message({ notice }: { readonly notice: Notice }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { id, tone } = notice;
  useEffect(() => {
    if (tone === 'error') return undefined;
    const timer = setTimeout(() => dismiss(id), STAY);
    return () => clearTimeout(timer);
  }, [id, tone]);
  return (
    <div className="popup notice" data-tone={tone}>
      <p>{notice.text(lang)}</p>
      {notice.action && <Button onClick={notice.action.run}>{notice.action.label(lang)}</Button>}
      <Button kind="quiet" aria-label={t('dismiss')} onClick={() => dismiss(id)}>
        <X size={14} />
      </Button>
    </div>
  );
}
