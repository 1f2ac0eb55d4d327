/** What lets somebody pay, or act, in another's name: it is nobody's business, not even support's. */
const secrets: ReadonlySet<string> = new Set([
  "clientSecret",
  "client_secret",
  "url",
  "hosted_invoice_url",
  "invoice_pdf",
  "receipt_url",
]);

/** The same JSON with its secrets blotted out, however deep they are. */
export function withoutSecrets(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutSecrets);
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key,
      secrets.has(key) && typeof value === "string" ? "…" : withoutSecrets(value),
    ]),
  );
}
