import { X } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { RecentFile } from '../../host/files/files';
import { windowFiles } from '../../host/files/window-files';
import { Button } from '../../ui/Button';
import { useLang, useMessages } from '../../ui/language';
import { attempt } from '../../ui/run';
import { showDialog } from '../../ui/ui';
import { documents } from '../documents';
import { MESSAGES } from './messages';

/** The list of recent files. */
export function RecentFiles({ wanted }: { readonly wanted: string }) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const [files, setFiles] = useState<readonly RecentFile[] | undefined>();
  const load = useCallback(() => attempt(async () => setFiles(await windowFiles().recent())), []);
  useEffect(() => void load(), [load]);
  const shown = files?.filter(({ name }) => name.toLowerCase().includes(wanted)) ?? [];
  return (
    <section className="gallery-part" aria-label={t('recent')}>
      <h3>{t('recent')}</h3>
      {files?.length === 0 && <p className="gallery-none">{t('recent.none')}</p>}
      <ul className="recent">
        {shown.map((file) => (
          <li key={file.key}>
            <button
              type="button"
              className="recent-file"
              disabled={file.missing}
              onClick={() =>
                attempt(async () => {
                  await documents().reopen(file);
                  showDialog(undefined);
                })
              }
            >
              <span>{file.name}</span>
              <span className="recent-where">
                {[file.missing ? t('recent.missing') : file.folder, new Date(file.at).toLocaleDateString(lang)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </button>
            <Button
              kind="quiet"
              aria-label={t('forget', { name: file.name })}
              onClick={() =>
                attempt(async () => {
                  await windowFiles().forget(file);
                  await load();
                })
              }
            >
              <X size={14} />
            </Button>
          </li>
        ))}
      </ul>
      {files && files.length > 1 && (
        <Button
          kind="quiet"
          onClick={() =>
            attempt(async () => {
              await windowFiles().forgetAll();
              await load();
            })
          }
        >
          {t('recent.clear')}
        </Button>
      )}
    </section>
  );
}
