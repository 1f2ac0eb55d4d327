import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadSite, type Site } from "./load-site.ts";

let folder: string;
let site: Site;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "idem site "));
  await mkdir(path.join(folder, "assets"));
  await writeFile(path.join(folder, "index.html"), "<!doctype html>");
  await writeFile(path.join(folder, "assets/index-B3x9abcd.js"), "console.log(1);".repeat(100));
  await writeFile(path.join(folder, "assets/index-B3x9abcd.js.map"), "{}");
  await writeFile(path.join(folder, "assets/photo.webp"), new Uint8Array([1, 2, 3]));
  await symlink("/etc/hostname", path.join(folder, "link.txt"));
  site = await loadSite(folder);
});
afterAll(() => rm(folder, { recursive: true }));

test("every built file is there by its address; source maps and links that lead out are not", () => {
  expect([...site.keys()].sort()).toEqual([
    "/assets/index-B3x9abcd.js",
    "/assets/photo.webp",
    "/index.html",
  ]);
});

test("only names with a hash are kept for ever", () => {
  expect(site.get("/assets/index-B3x9abcd.js")?.isImmutable).toBe(true);
  expect(site.get("/assets/photo.webp")?.isImmutable).toBe(false);
  expect(site.get("/index.html")?.isImmutable).toBe(false);
});

test("text is compressed and comes out as it was, pictures are left alone", () => {
  const script = site.get("/assets/index-B3x9abcd.js");
  const text = "console.log(1);".repeat(100);
  expect(brotliDecompressSync(script?.compressed?.br ?? "").toString()).toBe(text);
  expect(gunzipSync(script?.compressed?.gzip ?? "").toString()).toBe(text);
  expect(script?.type).toContain("javascript");
  expect(site.get("/assets/photo.webp")?.compressed).toBeNull();
});
