// Fails when the first visit to the checkout would load more than 110 KB of JavaScript (brotli).
// Counted: every chunk the page needs before it can be used. Not counted: what loads Stripe's script, and that script
// itself, which comes from Stripe; both are fetched on the pay step and nowhere else.
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const limitBytes = 110_000;
const entryKey = "index.html";
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
console.log(
  "           Stripe’s script and its loader are not among them: they load on the pay step.",
);
if (total > limitBytes) {
  console.error("The checkout route loads too much before it can be used.");
  process.exitCode = 1;
}
