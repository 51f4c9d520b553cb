import { HostError, hostError, serviceError } from '../../../shared/host/errors';
import type { Explain } from '../../../shared/host/serve';
import { FileError, namedFileError } from '../../files/text-file';

/**
 * Turns an error into the one that the page receives. Paths are cut down to the file's name; an unexpected error is logged with
 * `report`, and the page receives no details of it.
 */
export function explainTo(report: (error: unknown) => void): Explain {
  return (found) => {
    const error = namedFileError(found);
    if (error instanceof HostError) return error;
    if (error instanceof FileError) return serviceError(error.code, error.textWithoutFolder, { cause: error });
    report(error);
    return hostError('failed', {}, { cause: error });
  };
}
