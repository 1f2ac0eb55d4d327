type Waiting<T> = { item: T; answer: PromiseWithResolvers<boolean> };

/** Far more than come while one statement runs, and far fewer than one statement can carry. */
const mostAtOnce = 200;

/**
 * Carries out what comes while a batch is on its way as the next one. Each commit waits for the disk: one for each of
 * two hundred webhooks a second is more than a slow disk gives, one for all that have come meanwhile is not.
 * What one item does to its batch, it does to itself alone: a batch that fails is done again one by one.
 */
export function inBatches<T>(
  run: (items: T[]) => Promise<boolean[]>,
): (item: T) => Promise<boolean> {
  const waiting: Waiting<T>[] = [];
  let isRunning = false;

  async function carryOut(batch: Waiting<T>[]): Promise<void> {
    try {
      const answers = await run(batch.map(({ item }) => item));
      for (const [index, { answer }] of batch.entries()) answer.resolve(answers[index] ?? false);
    } catch (error) {
      if (batch.length > 1) for (const one of batch) await carryOut([one]);
      else for (const { answer } of batch) answer.reject(error);
    }
  }

  async function work(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) await carryOut(waiting.splice(0, mostAtOnce));
    isRunning = false;
  }

  return (item) => {
    const answer = Promise.withResolvers<boolean>();
    waiting.push({ item, answer });
    if (!isRunning) void work();
    return answer.promise;
  };
}
