import { createIdemClient, type IdemClient } from "@idem/client";

/** The typed client in the hands of whoever the token is of. Throws a sentence for people where there is none. */
export function signedIn(url: string, token: string | null): IdemClient {
  if (token === null)
    throw new Error("This needs a session token: set IDEM_TOKEN or give --token.");
  return createIdemClient({ url, headers: () => ({ authorization: `Bearer ${token}` }) });
}
