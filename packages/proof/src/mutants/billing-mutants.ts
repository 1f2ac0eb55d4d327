import { type Mutant, races, simulator } from "./mutant.ts";

/** Breakages of the use-cases: what is done in which order. */
export const billingMutants: readonly Mutant[] = [
  {
    name: "an unknown outcome releases the key",
    guarantee: "G4",
    file: "packages/billing/src/once.ts",
    edits: [
      [
        `      case "unknown":
        return { outcome: null, cause: answer.cause };`,
        `      case "unknown":
        await journal.renew(permit);
        return { outcome: null, cause: answer.cause };`,
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "no look before sending again",
    guarantee: "G1",
    file: "packages/billing/src/once.ts",
    edits: [["if (permit.wasSentBefore) {", "if (permit.wasSentBefore && permit.isExpired) {"]],
    caughtBy: simulator,
  },
  {
    name: "a failed look counts as nothing found",
    guarantee: "G1",
    file: "packages/billing/src/once.ts",
    edits: [
      [
        `    if (permit.wasSentBefore) {
      const seen = await gateway.look(permit);`,
        `    if (permit.wasSentBefore) {
      const seen = await gateway.look(permit).catch(() => ({ is: "none" as const }));`,
      ],
      [
        `      case "spent": {
        const seen = await gateway.look(permit);`,
        `      case "spent": {
        const seen = await gateway.look(permit).catch(() => ({ is: "none" as const }));`,
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "no second look at a spent key",
    guarantee: "G1",
    file: "packages/billing/src/once.ts",
    edits: [
      [
        `      case "spent": {
        const seen = await gateway.look(permit);
        if (seen.is === "found") return settle({ is: "done", result: seen.result, how: "found" });
        return renew(journal, permit);`,
        `      case "spent": {
        return renew(journal, permit);`,
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "a spent key is waited for",
    guarantee: "G4",
    file: "packages/billing/src/once.ts",
    edits: [
      [
        `      case "spent": {`,
        `      case "spent": {
        return { outcome: null, cause: "500" };`,
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "a key past its window is sent again",
    guarantee: "G4",
    file: "packages/billing/src/once.ts",
    edits: [
      [`      if (permit.isExpired && seen.is === "none") return renew(journal, permit);\n`, ""],
    ],
    caughtBy: simulator,
  },
  {
    name: "the others are not retired",
    guarantee: "G2",
    file: "packages/billing/src/start-checkout.ts",
    edits: [["checkouts: decision.retire,", "checkouts: [],"]],
    caughtBy: simulator,
  },
  {
    name: "expire after create",
    guarantee: "G2",
    file: "packages/billing/src/start-checkout.ts",
    edits: [
      [
        `  const retired = await retireCheckouts(ports, accountId, {
    checkouts: decision.retire,
    actor,
  });
  if (retired === "unknown") return refuse("provider_unavailable");
  if (retired === "paid") return paidMeanwhile(ports, request);
`,
        "",
      ],
      [
        "  switch (session.is) {",
        `  const retired = await retireCheckouts(ports, accountId, {
    checkouts: decision.retire,
    actor,
  });
  if (retired === "unknown") return refuse("provider_unavailable");
  if (retired === "paid") return paidMeanwhile(ports, request);
  switch (session.is) {`,
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "unknown whether it is retired, and on",
    guarantee: "G2",
    file: "packages/billing/src/start-checkout.ts",
    edits: [[`  if (retired === "unknown") return refuse("provider_unavailable");\n`, ""]],
    caughtBy: simulator,
  },
  {
    name: "a refused expiry counts as expired",
    guarantee: "G2",
    file: "packages/billing/src/why-not-expired.ts",
    edits: [[`  if (session?.status === "complete") return "paid";\n`, ""]],
    caughtBy: simulator,
  },
  {
    name: "a session on its way is not waited for",
    guarantee: "G2",
    file: "packages/billing/src/retire-checkout.ts",
    edits: [
      [
        "checkout.stripeSessionId ?? (await sessionOf(ports, retiring))",
        'checkout.stripeSessionId ?? "none"',
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "a session that was found is shown unread",
    guarantee: "G2",
    file: "packages/billing/src/open-session.ts",
    edits: [
      [`result.by === "us" && result.outcome.how === "sent" && opening.decision.isNew`, "true"],
    ],
    caughtBy: simulator,
  },
  {
    name: "shown although it is not OPEN any more",
    guarantee: "G2",
    file: "packages/billing/src/open-session.ts",
    edits: [
      [
        `if (!checkouts.some(({ id, status }) => id === checkoutId && status === "OPEN"))`,
        "if (checkouts.length > 1e9)",
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "Stripe’s total is not compared",
    guarantee: "G2",
    file: "packages/billing/src/open-session.ts",
    edits: [
      [
        "if (session.amountTotal !== quote.dueToday || session.currency !== quote.currency) {",
        "if (session.currency !== quote.currency) {",
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "a deleted customer’s session is shown",
    guarantee: "G1",
    file: "packages/billing/src/open-session.ts",
    edits: [["  if (isCustomerGone) return retireCustomer(ports, opening);\n", ""]],
    caughtBy: simulator,
  },
  {
    name: "the subscriptions are read before the session",
    guarantee: "G5",
    file: "packages/billing/src/sync-account.ts",
    edits: [
      [
        "  const open = openCheckout(snapshot);\n",
        "  const open = openCheckout(snapshot);\n  const subscriptions = await fetchSubscriptions(ports, snapshot);\n",
      ],
      [
        "    : null;\n  const subscriptions = await fetchSubscriptions(ports, snapshot);\n",
        "    : null;\n",
      ],
    ],
    caughtBy: races(
      "races/paid-between-two-reads.test.ts",
      "G3, G5: paid between the two reads of a look",
    ),
  },
  {
    name: "a look that was overtaken once counts as answered",
    guarantee: "G5",
    file: "packages/billing/src/sync-account.ts",
    edits: [["snapshot.account.syncVersion + 2", "snapshot.account.syncVersion + 1"]],
    caughtBy: simulator,
  },
  {
    name: "the sweeper does not look at the account",
    guarantee: "G5",
    file: "packages/billing/src/sweep.ts",
    edits: [["    await syncAccount(ports, accountId, sweeperActor);\n", ""]],
    caughtBy: simulator,
  },
  {
    name: "an event is done before its work",
    guarantee: "G5",
    file: "packages/billing/src/process-events.ts",
    edits: [
      ["  await inbox.done(turn, null);\n  for", "  for"],
      [
        "  await syncAccount(ports, accountId, webhookActor(",
        "  await inbox.done(turn, null);\n  await syncAccount(ports, accountId, webhookActor(",
      ],
    ],
    caughtBy: simulator,
  },
  {
    name: "a code is judged from memory",
    guarantee: "G9",
    file: "packages/billing/src/create-billing.ts",
    edits: [
      [
        "start: (request) => startCheckout(ports, request),",
        "start: (request) =>\n      startCheckout({ ...ports, gateway: { ...ports.gateway, promotion: findPromotion } }, request),",
      ],
    ],
    caughtBy: races(
      "lifecycle/between-quote-and-start.test.ts",
      "G9: the code is withdrawn in between",
    ),
  },
];
