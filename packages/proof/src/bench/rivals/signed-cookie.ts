import { createHmac } from "node:crypto";

/** The session cookie as better-auth makes it: the token, and its HMAC-SHA256 by the secret, base64. */
export function signedCookie(name: string, token: string, secret: string): string {
  const signature = createHmac("sha256", secret).update(token).digest("base64");
  return `${name}=${encodeURIComponent(`${token}.${signature}`)}`;
}
