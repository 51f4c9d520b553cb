/** Maps values with an asynchronous function that works on at most `most` of them at a time. @returns the results, in the order of the values */
export async function mapLimited<T, R>(values: readonly T[], most: number, work: (value: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(values.length);
  const rest = values.entries();
  const worker = async () => {
    for (const [index, value] of rest) results[index] = await work(value);
  };
  await Promise.all(Array.from({ length: Math.min(most, values.length) }, worker));
  return results;
}
