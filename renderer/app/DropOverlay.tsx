import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useMessages } from '../ui/language';
import { MESSAGES } from './messages';

/** While a file is dragged over the window: what letting it go does. */
export function DropOverlay() {
  const t = useMessages(MESSAGES);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    // The browser says every tenth of a second that a file is over the window; when it stops, the file has left.
    let timer: ReturnType<typeof setTimeout> | undefined;
    addEventListener(
      'dragover',
      ({ dataTransfer }) => {
        if (!dataTransfer?.types.includes('Files')) return;
        setOver(true);
        clearTimeout(timer);
        timer = setTimeout(() => setOver(false), 500);
      },
      { signal },
    );
    addEventListener('drop', () => setOver(false), { signal });
    return () => {
      end.abort();
      clearTimeout(timer);
    };
  }, []);
  if (!over) return null;
  return (
    <div className="drop-overlay" role="status">
      <p>
        <FileDown size={18} aria-hidden="true" /> {t('drop')}
      </p>
    </div>
  );
}
