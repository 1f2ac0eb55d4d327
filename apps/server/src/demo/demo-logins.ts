import type { Auth } from "../auth/create-auth.ts";

/** Printed at start-up and written down in the README: good for a machine that nobody else can reach, and only there. */
export const demoLogins = {
  customer: {
    email: "customer@example.com",
    password: "demo-customer",
    name: "Casey Customer",
    role: "user",
  },
  support: {
    email: "support@example.com",
    password: "demo-support",
    name: "Sam Support",
    role: "support",
  },
  admin: {
    email: "admin@example.com",
    password: "demo-admin-1",
    name: "Alex Admin",
    role: "admin",
  },
} as const;

/** Makes the demo users that are missing. Safe on every start, and by several processes at once. */
export async function seedDemo(auth: Pick<Auth, "ensurePerson">): Promise<void> {
  await Promise.all(Object.values(demoLogins).map((person) => auth.ensurePerson(person)));
}
