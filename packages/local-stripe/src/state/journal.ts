import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** One changed object: collection, id, and the new value (`null`: dropped). */
export type Write = [collection: string, id: string, value: unknown];

export type Journal = {
  /** Hands the writes of one request to the operating system, all or none, before it returns. */
  append(writes: Write[]): void;
  close(): void;
};

/** Below this size rewriting the file gains nothing a person would notice. */
const smallBytes = 4 * 1024 * 1024;

export const memoryJournal: Journal = { append: () => undefined, close: () => undefined };

/**
 * Opens an append-only file of JSON lines, one line a request. A line cut short by `kill -9` was
 * never answered, so it is ignored. `replay` gets every write in order; `live` gives the state
 * that a file which has grown to several times its content is rewritten from.
 */
export function openJournal(
  statePath: string,
  replay: (write: Write) => void,
  live: () => Iterable<Write>,
): Journal {
  const path = fileOf(statePath);
  mkdirSync(dirname(path), { recursive: true });
  let lines = 0;
  let validBytes = 0;
  if (existsSync(path)) {
    const content = readFileSync(path);
    for (let start = 0; ; ) {
      const end = content.indexOf(10, start);
      if (end === -1) break;
      const writes = parseLine(content.toString("utf8", start, end));
      if (writes === undefined) break;
      for (const write of writes) replay(write);
      lines += writes.length;
      start = end + 1;
      validBytes = start;
    }
  }
  const state = [...live()];
  if (lines > state.length * 2 && validBytes > smallBytes) rewrite(path, state);
  else if (existsSync(path) && statSync(path).size > validBytes) rewrite(path, state);
  const file = openSync(path, "a");
  return {
    append: (writes) => {
      if (writes.length > 0) writeAll(file, `${JSON.stringify(writes)}\n`);
    },
    close: () => closeSync(file),
  };
}

/** A folder keeps the state in one file of its own; anything else is the file itself. */
function fileOf(statePath: string): string {
  const isFolder = existsSync(statePath)
    ? statSync(statePath).isDirectory()
    : !/\.[a-z]+$/.test(statePath);
  return isFolder ? join(statePath, "local-stripe.jsonl") : statePath;
}

function parseLine(line: string): Write[] | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The new file replaces the old one only when it is whole. */
function rewrite(path: string, state: Write[]): void {
  const next = `${path}.next`;
  const file = openSync(next, "w");
  for (let at = 0; at < state.length; at += 500) {
    writeAll(file, `${JSON.stringify(state.slice(at, at + 500))}\n`);
  }
  fsyncSync(file);
  closeSync(file);
  renameSync(next, path);
}

function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}
