/** The error that some work rejects with. @throws Error if the work succeeds, or rejects with an error of another class */
export async function rejection<E extends Error>(
  work: Promise<unknown>,
  kind: abstract new (...values: never[]) => E,
): Promise<E> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof kind)) throw new Error(`no ${kind.name}: ${error}`, { cause: error });
  return error;
}
