/** Quotes an argument of a command for a POSIX shell, where that is needed. */
export function shellQuote(argument: string): string {
  return /^[\w./@%+=:,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
