import type { Viewer } from "@idem/api";

/** The strongest of the person's roles counts; one that we do not know gives no right. */
export function toViewer(user: {
  id: string;
  email: string;
  name: string;
  role?: string | null | undefined;
}): Viewer {
  return {
    userId: user.id,
    email: user.email,
    name: user.name,
    role: strongest(user.role ?? "user"),
  };
}

function strongest(roles: string): Viewer["role"] {
  const held = roles.split(",").map((role) => role.trim());
  if (held.includes("admin")) return "admin";
  return held.includes("support") ? "support" : "user";
}
