import type { Ended } from '../../../system/run';
import { DataError, type DataErrorCode } from '../../support/error';

/** Patterns of apt's messages in English, the more specific ones first. */
const PROBLEMS: readonly (readonly [RegExp, DataErrorCode])[] = [
  [/No space left on device|Disk quota exceeded/, 'aptDisk'],
  [/Malformed|Unable to parse|list of sources could not be read|Unsupported file|Type '.*' is not known/, 'aptSources'],
  [
    /is not signed|NO_PUBKEY|BADSIG|EXPKEYSIG|REVKEYSIG|ERRSIG|invalid signature|signatures? (couldn't|could not|were)/,
    'aptUnsigned',
  ],
  [/cannot be authenticated|unauthenticated/, 'aptUnsigned'],
  [/Hash Sum mismatch|unexpected size|more data than expected|corrupt/, 'aptDamaged'],
  [/resolv|onnect|unreachable|timed out|No route to host/, 'aptUnreachable'],
  [/ [45]\d\d +[A-Z]/, 'aptStatus'],
  [/Unable to locate package|no installation candidate|Can't find a source|Can't select/, 'aptNoPackage'],
];

/** The error of an apt-get that could not download a package. */
export function aptProblem(name: string, { code, signal, stdout, stderr }: Ended): DataError {
  const output = `${stderr}\n${stdout}`;
  const known = PROBLEMS.find(([words]) => words.test(output));
  const [, status = ''] = / ([45]\d\d) +[A-Z]/.exec(output) ?? [];
  const how = signal ?? `exit code ${code}`;
  return new DataError(known?.[1] ?? 'aptFailed', { package: name, status, how }, { cause: new Error(output.trim()) });
}
