import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useMessages } from '../ui/language';
import { MESSAGES } from './messages';

/** A hint while a file is dragged over the window. */
export function DropOverlay() {
  const t = useMessages(MESSAGES);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const end = new AbortController();
    const { signal } = end;
    // dragover events come every tenth of a second; without them, the file has left the window.
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
        <FileDown size={18} /> {t('drop')}
      </p>
    </div>
  );
}
