import './help.css';
import type { Connection } from '../../host/connection';
import { Dialog } from '../../ui/Dialog';
import { useMessages } from '../../ui/language';
import { MESSAGES } from './messages';

/** The product, its version and its licences. */
export function About({ connection }: { readonly connection: Connection }) {
  const t = useMessages(MESSAGES);
  const { version, host } = connection.hello;
  return (
    <Dialog name="about" title={t('about')}>
      <div className="about">
        <p>{t('what')}</p>
        <p>
          {t('version', { version })}. {t('host', { host: t(host) })}
        </p>
        <p>{t('licence')}</p>
      </div>
    </Dialog>
  );
}
