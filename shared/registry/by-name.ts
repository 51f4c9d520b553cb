/**
 * Finds the entries of a registry by their names.
 * @param what the entries are, for the message of the error
 * @returns a function that throws an Error for a name that the registry does not have
 */
export function byName<E extends { readonly name: string }>(what: string, entries: readonly E[]): (name: string) => E {
  const found = new Map(entries.map((entry) => [entry.name, entry]));
  return (name) => {
    const entry = found.get(name);
    if (!entry) throw new Error(`there is no ${what} ${name}`);
    return entry;
  };
}
