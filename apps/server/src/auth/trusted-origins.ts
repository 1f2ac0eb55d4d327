/**
 * Origins whose pages may act with a visitor's cookies: our own. On a developer's machine `localhost` and `127.0.0.1`
 * are the same place under two names, and people type either.
 */
export function trustedOrigins(publicUrl: string, isProduction: boolean): string[] {
  const { origin, protocol, port, hostname } = new URL(publicUrl);
  if (isProduction || !localNames.includes(hostname)) return [origin];
  const tail = port === "" ? "" : `:${port}`;
  return localNames.map((name) => `${protocol}//${name}${tail}`);
}

const localNames = ["localhost", "127.0.0.1", "[::1]"];
