import { expect, test } from "vitest";
import { addressBlock, clientAddress } from "./client-address.ts";

const socketAddress = "10.0.0.9";
const forwardedFor = "6.6.6.6, 203.0.113.7, 10.0.0.5";

test("without trusted proxies a forwarded address is ignored", () => {
  expect(clientAddress({ socketAddress, forwardedFor, proxyHops: 0 })).toBe("10.0.0.9");
});

test("with n trusted proxies, the n-th entry from the right counts, and invented ones never do", () => {
  expect(clientAddress({ socketAddress, forwardedFor, proxyHops: 1 })).toBe("10.0.0.5");
  expect(clientAddress({ socketAddress, forwardedFor, proxyHops: 2 })).toBe("203.0.113.7");
});

test.each(["", "not an address", "6.6.6.6"])(
  "a header %j shorter or stranger than promised falls back",
  (header) => {
    expect(clientAddress({ socketAddress, forwardedFor: header, proxyHops: 2 })).toBe("10.0.0.9");
  },
);

test("an IPv4 caller of a dual-stack socket is one caller", () => {
  expect(
    clientAddress({ socketAddress: "::ffff:192.0.2.1", forwardedFor: undefined, proxyHops: 0 }),
  ).toBe("192.0.2.1");
});

test.each([
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002::9", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["192.0.2.1", "192.0.2.1"],
])("%s counts as %s", (address, block) => {
  expect(addressBlock(address)).toBe(block);
});
