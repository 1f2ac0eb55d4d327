/**
 * What all of them answer. Where one fails, that is thrown once the others have come to their end as well: nothing goes on
 * behind whoever has caught it.
 */
export async function settleAll<T>(works: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(works);
  return settled.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
}
