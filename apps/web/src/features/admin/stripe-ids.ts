import { field } from "../../app/field.ts";
import type { Line } from "./story-line.tsx";

/** Stripe's ids that a line of a story is about: the event and the request it came of, or what was made. */
export function stripeIds({
  kind,
  id,
  raw,
}: Pick<Line, "kind" | "id" | "raw">): { what: "event" | "request" | "result"; id: string }[] {
  switch (kind) {
    case "event":
      return [
        { what: "event", id },
        ...named("request", field(field(field(raw, "payload"), "request"), "id")),
      ];
    case "effect":
      return named("result", field(field(field(raw, "outcome"), "result"), "id"));
    case "audit":
      return [];
  }
}

const named = <What extends string>(what: What, id: unknown): { what: What; id: string }[] =>
  typeof id === "string" ? [{ what, id }] : [];
