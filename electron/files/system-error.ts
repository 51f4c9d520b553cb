/** The code that the operating system or Node gives an error, such as ENOENT; `undefined` for an error without one. */
export function systemCode(error: unknown): string | undefined {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  // Node refuses a name with a NUL byte before the operating system sees it: there is no such file.
  return code === 'ERR_INVALID_ARG_VALUE' ? 'ENOENT' : typeof code === 'string' ? code : undefined;
}

/** True if an error has one of these codes. @example hasCode(error, 'ENOENT', 'ENOTDIR') */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  const found = systemCode(error);
  return found !== undefined && codes.includes(found);
}

/** Reasons for which the operating system refuses a file: the codes of errno, by meaning. */
const PROBLEMS = {
  missing: ['ENOENT', 'ENOTDIR'],
  folder: ['EISDIR'],
  exists: ['EEXIST'],
  denied: ['EACCES', 'EPERM'],
  full: ['ENOSPC', 'EDQUOT'],
  readOnly: ['EROFS'],
  nameTooLong: ['ENAMETOOLONG'],
  loop: ['ELOOP'],
  tooManyOpen: ['EMFILE', 'ENFILE'],
  busy: ['EBUSY', 'ETXTBSY'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SystemProblem = keyof typeof PROBLEMS | 'other';

const BY_CODE: ReadonlyMap<string, SystemProblem> = new Map(
  (Object.keys(PROBLEMS) as (keyof typeof PROBLEMS)[]).flatMap((problem) => PROBLEMS[problem].map((code) => [code, problem])),
);

/** The reason of an error of the operating system; `undefined` for an error without a code. */
export function systemProblem(error: unknown): SystemProblem | undefined {
  const code = systemCode(error);
  return code === undefined ? undefined : (BY_CODE.get(code) ?? 'other');
}
