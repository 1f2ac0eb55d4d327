const hidden = "[hidden]";

/** Fields whose value is a secret, in whatever object and however deep. */
const fields = [
  "authorization",
  "cookie",
  "set-cookie",
  "set-auth-token",
  "stripe-signature",
  "password",
  "newPassword",
  "currentPassword",
  "token",
  "secret",
  "clientSecret",
  "client_secret",
  "apiKey",
  "secretKey",
  "authSecret",
  "databaseUrl",
].join("|");

const opening = new RegExp(`(\\\\*)"(?:${fields})\\1"\\s*:\\s*`, "gi");

/** Secrets that are known by their looks, wherever they stand. */
const looks: readonly [RegExp, string][] = [
  [/\b(sk|rk)_(test|live)_\w+/g, `$1_$2_${hidden}`],
  [/\bwhsec_[\w+/=]+/g, `whsec_${hidden}`],
  [/\b((?:cs|pi|seti|ek)_\w+?_secret_)[\w%]+/g, `$1${hidden}`],
  [/\b(Bearer\s+)[\w.~+/%=-]+/gi, `$1${hidden}`],
  [/(session_token=)[^;,\s"\\]+/g, `$1${hidden}`],
  [/(reset-password\/)[\w-]+/g, `$1${hidden}`],
  [/([?&]token=)[^&\s"\\]+/g, `$1${hidden}`],
  [/\b(postgres(?:ql)?:\/\/[^:@/\s"\\]+:)[^@\s"\\]+@/g, `$1${hidden}@`],
];

/**
 * Takes secrets out of a finished log line; the line stays valid JSON. It works on the text that leaves the process and
 * not on the objects that went in, so that no path, nesting or error's cause can be forgotten.
 */
export function scrub(line: string): string {
  let text = hideFields(line);
  for (const [pattern, instead] of looks) text = text.replace(pattern, instead);
  return text;
}

function hideFields(line: string): string {
  let kept = "";
  let from = 0;
  for (const match of line.matchAll(opening)) {
    const valueFrom = match.index + match[0].length;
    const escapes = match[1] ?? "";
    const valueTo = endOfValue(line, valueFrom, escapes);
    if (match.index < from || valueTo === null) continue;
    kept += `${line.slice(from, valueFrom)}${escapes}"${hidden}${escapes}"`;
    from = valueTo;
  }
  return kept + line.slice(from);
}

/** Where the string, or the list of strings, that begins at `from` ends; `null` for any other value. */
function endOfValue(line: string, from: number, escapes: string): number | null {
  const quote = `${escapes}"`;
  if (line.startsWith(quote, from)) return endOfString(line, from + quote.length, escapes.length);
  if (line[from] !== "[") return null;
  let at = from + 1;
  while (at < line.length && line[at] !== "]")
    at = line.startsWith(quote, at) ? endOfString(line, at + quote.length, escapes.length) : at + 1;
  return at + 1;
}

/**
 * A body is often logged as text inside text, so quotes come escaped. In text that is nested so deep that its quotes
 * carry n backslashes, its own backslashes come as 2(n + 1); hence a quote ends the string if n remain of those before it.
 */
function endOfString(line: string, from: number, depth: number): number {
  const quote = /(\\*)"/g;
  quote.lastIndex = from;
  for (let match = quote.exec(line); match !== null; match = quote.exec(line))
    if ((match[1] ?? "").length % (2 * (depth + 1)) === depth) return quote.lastIndex;
  return line.length;
}
