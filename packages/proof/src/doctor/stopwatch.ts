/** Tells how long each piece of work took, and how much memory the process has then. */
export const stopwatch =
  (tell: (line: string) => void) =>
  async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const startedMs = performance.now();
    const result = await work();
    const { rss } = process.memoryUsage();
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
    tell(`${what}: ${seconds} s, resident ${Math.round(rss / 1_048_576)} MB`);
    return result;
  };
