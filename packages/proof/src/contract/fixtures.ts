type Json = Record<string, unknown>;

const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Reads Stripe's published file: `resources`, an example object by type. Throws on anything else. */
export function readFixtures(text: string): Map<string, Json> {
  const file: unknown = JSON.parse(text);
  if (!isRecord(file) || !isRecord(file["resources"])) {
    throw new Error("This is not Stripe's fixtures file: it has no resources.");
  }
  const examples = new Map<string, Json>();
  for (const [type, example] of Object.entries(file["resources"])) {
    if (isRecord(example)) examples.set(type, example);
  }
  return examples;
}
