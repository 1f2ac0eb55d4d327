import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../../../..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

/** A block of code in the guide stands under a line that names the file it is the whole of. */
const block = /<!-- file: (\S+) -->\n+```\w+\n([\s\S]*?)```/g;

it("what docs/your-own-effect.md shows is the example's own code, every file of it", () => {
  const shown = [...read("docs/your-own-effect.md").matchAll(block)];
  const files = shown.map(([, file = ""]) => file);
  expect(files).toEqual(
    expect.arrayContaining(
      [
        "contact-effect.ts",
        "create-crm.ts",
        "journal.sql",
        "create-journal.ts",
        "ensure-contact.ts",
      ].map((name) => `examples/crm-contact/src/${name}`),
    ),
  );
  for (const [, file = "", code] of shown) expect(code, file).toBe(read(file));
});
