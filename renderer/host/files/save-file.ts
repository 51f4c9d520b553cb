import type { FileKind } from '../../../shared/host/areas/file-kinds';
import { MESSAGES } from '../../ui/messages';
import { message, notify } from '../../ui/ui';
import { windowFiles } from './window-files';

/** Asks where to save a file, and shows a notice once it is saved. */
export async function saveFile(name: string, kind: FileKind, data: string | Blob): Promise<void> {
  const saved = await windowFiles().saveAs(name, kind, data);
  if (saved) notify({ tone: 'info', text: message(MESSAGES, 'saved', { name: saved.name }) });
}
