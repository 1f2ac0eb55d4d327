import { startEntitlement } from "./start-entitlement.ts";

const idemUrl = process.env["IDEM_URL"] ?? "http://127.0.0.1:3000";
const { url, close } = await startEntitlement({
  idemUrl,
  port: Number(process.env["PORT"] ?? 3100),
});
console.log(`Asks Idem at ${idemUrl}. Try ${url}/features/audit-log.export`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void close());
