import path from 'node:path';
import { HostError, hostError } from '../../../shared/host/errors';
import type { Explain } from '../../../shared/host/serve';
import { FileError, fileMessage } from '../../files/text-file';

/**
 * What a page is told of an error: of a file, its name without its folders; of what should not happen, nothing, and the rest goes
 * to `report`, the host's own log.
 */
export function explainTo(report: (error: unknown) => void): Explain {
  return (error) => {
    if (error instanceof HostError) return error;
    if (error instanceof FileError) return withoutFolders(error);
    report(error);
    return hostError('failed', {}, { cause: error });
  };
}

function withoutFolders(error: FileError): HostError {
  const file = path.basename(String(error.values['file']));
  const shown = new FileError(error.code, { ...error.values, file });
  return new HostError(error.code, { en: fileMessage(shown, 'en'), es: fileMessage(shown, 'es') }, { cause: error });
}
