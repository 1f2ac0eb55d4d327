import type { Viewer } from "@idem/api";

type Person = { id: string; email: string; name: string; role?: string | null | undefined };

/** Long enough for a conversation with a customer, and too short for a laptop that was left open. */
const freshMs = 600_000;

/**
 * The strongest of the person's roles counts; one that we do not know gives no right. A session is made by giving a
 * password and by nothing else, so its age tells when that was.
 */
export function toViewer(user: Person, { createdAt }: { createdAt: Date }): Viewer {
  return {
    userId: user.id,
    email: user.email,
    name: user.name,
    role: strongest(user.role ?? "user"),
    isFresh: Date.now() - createdAt.getTime() <= freshMs,
  };
}

function strongest(roles: string): Viewer["role"] {
  const held = roles.split(",").map((role) => role.trim());
  if (held.includes("admin")) return "admin";
  return held.includes("support") ? "support" : "user";
}
