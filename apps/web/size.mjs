// Fails when a customer would load anything of the staff's pages; and when the first visit to the checkout would load more than 110 KB of JavaScript (brotli).
// Counted: every chunk the page needs before it can be used. Not counted: what loads Stripe's script, and that script
// itself, which comes from Stripe; both are fetched on the pay step and nowhere else.
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const limitBytes = 110_000;
const entryKey = "index.html";
const adminKey = "src/features/admin/admin-app.tsx";
const routeKey = "src/features/checkout/checkout-page.tsx";

const dist = new URL("./dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

/** A chunk with everything it imports at once; what it imports later stands in `dynamicImports`. */
function staticChunks(key, found = new Set()) {
  const chunk = manifest[key];
  if (chunk === undefined) throw new Error(`The build has no chunk "${key}". Was it renamed?`);
  if (found.has(key)) return found;
  found.add(key);
  for (const next of chunk.imports ?? []) staticChunks(next, found);
  return found;
}

/** Everything that a page may load, also later; the staff's pages, and what only they use, lie behind one door. */
function reachable(key, found = new Set()) {
  if (found.has(key) || key === adminKey) return found;
  found.add(key);
  const { imports = [], dynamicImports = [] } = manifest[key];
  for (const next of [...imports, ...dynamicImports]) reachable(next, found);
  return found;
}

if (manifest[adminKey]?.isDynamicEntry !== true)
  throw new Error("The staff's pages are no chunk of their own any more.");
const strays = [...reachable(entryKey)].filter((key) => key.includes("features/admin/"));
const onlyTheirs = [...staticChunks(adminKey)].filter((key) => !reachable(entryKey).has(key));
if (strays.length > 0) {
  console.error(`Customers would load pages of the staff: ${strays.join(", ")}.`);
  process.exitCode = 1;
}

const keys = [...new Set([...staticChunks(entryKey), ...staticChunks(routeKey)])];
const sizes = keys
  .map((key) => {
    const { file } = manifest[key];
    return { file, bytes: brotliCompressSync(readFileSync(new URL(file, dist))).length };
  })
  .sort((a, b) => b.bytes - a.bytes);
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
const kb = (bytes) => `${(bytes / 1000).toFixed(1).padStart(6)} KB`;

for (const { file, bytes } of sizes) console.log(`${kb(bytes)}  ${file}`);
console.log(
  `${kb(total)}  checkout route, initial JavaScript (brotli); limit ${limitBytes / 1000} KB`,
);
const theirs = onlyTheirs.reduce(
  (sum, key) => sum + brotliCompressSync(readFileSync(new URL(manifest[key].file, dist))).length,
  0,
);
console.log(`${kb(theirs)}  the staff’s pages besides (brotli), which customers never load`);
console.log(
  "           Stripe’s script and its loader are not among them: they load on the pay step.",
);
if (total > limitBytes) {
  console.error("The checkout route loads too much before it can be used.");
  process.exitCode = 1;
}
