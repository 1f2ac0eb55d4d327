type Line = { running: Promise<void>; next: Promise<void> | null };

/**
 * Lets one piece of work for each key run at a time; whoever asks meanwhile shares the one that starts next. So fifty
 * who ask at once cause two runs, and each of them gets one that began after they asked.
 */
export function shareNext(): (key: string, work: () => Promise<void>) => Promise<void> {
  const lines = new Map<string, Line>();

  function begin(key: string, work: () => Promise<void>): Promise<void> {
    const line: Line = { running: work(), next: null };
    lines.set(key, line);
    const leave = () => {
      if (line.next === null) lines.delete(key);
    };
    line.running.then(leave, leave);
    return line.running;
  }

  return (key, work) => {
    const line = lines.get(key);
    if (line === undefined) return begin(key, work);
    const start = () => begin(key, work);
    line.next ??= line.running.then(start, start);
    return line.next;
  };
}
