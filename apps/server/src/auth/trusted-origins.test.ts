import { expect, test } from "vitest";
import { trustedOrigins } from "./trusted-origins.ts";

test("on a developer's machine the same port is trusted under each of its local names", () => {
  const all = ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"];
  expect(trustedOrigins("http://localhost:3000", false)).toEqual(all);
  expect(trustedOrigins("http://127.0.0.1:3000", false)).toEqual(all);
});

test("in production, and for a real name, only the one address is", () => {
  expect(trustedOrigins("https://billing.example.com/", true)).toEqual([
    "https://billing.example.com",
  ]);
  expect(trustedOrigins("http://localhost:3000", true)).toEqual(["http://localhost:3000"]);
  expect(trustedOrigins("https://staging.example.com", false)).toEqual([
    "https://staging.example.com",
  ]);
});
