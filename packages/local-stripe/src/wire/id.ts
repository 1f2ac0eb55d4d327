import { randomBytes } from "node:crypto";

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** `length` random letters and digits, as in Stripe's ids. 62 does not divide 256; ids need no uniform letters. */
export function randomText(length: number): string {
  let text = "";
  for (const byte of randomBytes(length)) text += alphabet.charAt(byte % 62);
  return text;
}

/** A new id with Stripe's prefix: `cus_NffrFeUfNV2Hib`. */
export const newId = (prefix: string, length = 24): string => `${prefix}_${randomText(length)}`;
