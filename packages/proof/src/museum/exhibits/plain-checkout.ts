import type { Tools } from "../tools.ts";

/** A checkout of one press at a time, for exhibits that break elsewhere. */
export async function plainCheckout(tools: Tools, account: string) {
  const known = (await tools.select(`customer ${account}`))?.["id"];
  const id = known ?? (await tools.createCustomer(account));
  await tools.update(`customer ${account}`, { id });
  return tools.createSession(account, id);
}
