import Stripe from "stripe";

type Json = Record<string, unknown>;
export type Seen = Map<string, Json[]>;

const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Keeps every object of an answer, nested ones too, under its `object` type (`deleted_…` when deleted). */
function keepObjects(seen: Seen, value: unknown): void {
  if (Array.isArray(value)) for (const item of value) keepObjects(seen, item);
  if (!isRecord(value)) return;
  const { object: type, deleted } = value;
  if (typeof type === "string") {
    const name = deleted === true ? `deleted_${type}` : type;
    seen.set(name, [...(seen.get(name) ?? []), value]);
  }
  for (const part of Object.values(value)) keepObjects(seen, part);
}

/** The official client for a local address, whose raw answers are kept before it converts them. */
export function recordingClient(port: number, seen: Seen): Stripe {
  const recordingFetch: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    keepObjects(seen, await response.clone().json());
    return response;
  };
  return new Stripe("sk_test_contract", {
    host: "127.0.0.1",
    port,
    protocol: "http",
    httpClient: Stripe.createFetchHttpClient(recordingFetch),
  });
}
