import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import PostalMime from "postal-mime";

export type StoredMessage = {
  /** The Message-ID, with its angle brackets; one without gets one from its place. */
  id: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  firstAtMs: number;
  lastAtMs: number;
  /** How often it came. */
  copies: number;
  /** Whether every copy was the same, byte for byte. */
  isSame: boolean;
  /** The first copy as it came. */
  raw: string;
};

export type Messages = {
  all(): readonly StoredMessage[];
  /** Keeps one that has come, before it is answered. */
  keep(raw: string, atMs: number): Promise<void>;
};

type Line = { atMs: number; raw: string };

/** What is older is forgotten: a mailbox on a developer's machine, used for a year, must still open. */
const most = 500;

/** The messages of a mailbox, in a file of JSON lines if a folder is given: one line a message that came. */
export async function openMessages(statePath: string | null): Promise<Messages> {
  const byId = new Map<string, StoredMessage>();
  const file = statePath === null ? null : path.join(statePath, "messages.jsonl");
  const lines = file === null ? [] : readLines(file);
  for (const line of lines) await add(byId, line);
  if (file !== null && byId.size > most) forgetOld(file, lines);
  return {
    all: () => [...byId.values()],
    keep: async (raw, atMs) => {
      if (file !== null) appendFileSync(file, `${JSON.stringify({ atMs, raw })}\n`);
      await add(byId, { atMs, raw });
    },
  };
}

async function add(byId: Map<string, StoredMessage>, { atMs, raw }: Line): Promise<void> {
  const mail = await PostalMime.parse(raw);
  const id = mail.messageId ?? `<${byId.size + 1}@without.id>`;
  const known = byId.get(id);
  // Moved to the end: the latest is what somebody looks for.
  byId.delete(id);
  byId.set(
    id,
    known
      ? {
          ...known,
          lastAtMs: atMs,
          copies: known.copies + 1,
          isSame: known.isSame && raw === known.raw,
        }
      : {
          id,
          from: addressOf(mail.from === undefined ? [] : [mail.from]),
          to: addressOf(mail.to ?? []),
          subject: mail.subject ?? "",
          text: mail.text ?? "",
          html: mail.html ?? "",
          firstAtMs: atMs,
          lastAtMs: atMs,
          copies: 1,
          isSame: true,
          raw,
        },
  );
}

const addressOf = (all: readonly { name: string; address?: string | undefined }[]): string =>
  all.map(({ name, address }) => address ?? name).join(", ");

/** A line cut short by `kill -9` was never answered, so its sender sends it again. */
function readLines(file: string): Line[] {
  mkdirSync(path.dirname(file), { recursive: true });
  if (!existsSync(file)) return [];
  const texts = readFileSync(file, "utf8").split("\n");
  const lines = texts.flatMap((text): Line[] => {
    try {
      return [JSON.parse(text)];
    } catch {
      return [];
    }
  });
  // What is appended next must not be glued to a half line.
  if (texts.at(-1) !== "") write(file, lines);
  return lines;
}

const forgetOld = (file: string, lines: readonly Line[]): void => write(file, lines.slice(-most));

/** The new file replaces the old one only when it is whole. */
function write(file: string, lines: readonly Line[]): void {
  writeFileSync(`${file}.next`, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  renameSync(`${file}.next`, file);
}
