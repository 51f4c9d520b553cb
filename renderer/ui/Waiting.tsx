import './waiting.css';
import type { LocalizedText } from '../../shared/i18n/i18n';
import { useLang, useMessages } from './language';
import { MESSAGES } from './messages';

/** A placeholder for a view whose data is loading or could not be read. */
export function Waiting({ failed, text }: { readonly failed?: LocalizedText | undefined; readonly text?: string | undefined }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  if (failed)
    return (
      <p className="dock-none" role="alert">
        {t('unreadable', { reason: failed[lang] })}
      </p>
    );
  return <p className="dock-none">{text ?? t('loading')}</p>;
}
