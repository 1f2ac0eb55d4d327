import { isIP } from "node:net";

export type AddressSource = {
  socketAddress: string | undefined;
  forwardedFor: string | undefined;
  proxyHops: number;
};

/**
 * The caller's address. Each proxy appends the address it was called from, so with n trusted proxies the n-th entry
 * from the right was written by the outermost of them; everything to its left may be invented by the caller.
 */
export function clientAddress({ socketAddress, forwardedFor, proxyHops }: AddressSource): string {
  const own = plain(socketAddress ?? "");
  if (proxyHops === 0 || forwardedFor === undefined) return own;
  const entry = plain(forwardedFor.split(",").at(-proxyHops)?.trim() ?? "");
  return isIP(entry) === 0 ? own : entry;
}

/** A dual-stack socket shows an IPv4 caller as `::ffff:192.0.2.1`. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "");

/** What counts as one caller: an IPv4 address, or an IPv6 /64, which is what one customer of a provider gets. */
export function addressBlock(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = address.split("::");
  const left = head.split(":").filter(Boolean);
  const right = (tail ?? "").split(":").filter(Boolean);
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(Math.max(0, zeros)).fill("0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
