import type { EffectIntent, EffectKind } from "@idem/domain";
import type { System } from "./gateway.ts";

/** Where each kind of effect is carried out. A kind that is missing here does not compile. */
const systemOf = {
  "customer.create": "stripe",
  "customer.update": "stripe",
  "session.create": "stripe",
  "session.expire": "stripe",
  "subscription.cancel": "stripe",
  "payment.refund": "stripe",
  "refund.create": "stripe",
  "subscription.update": "stripe",
  "schedule.create": "stripe",
  "schedule.plan": "stripe",
  "schedule.release": "stripe",
  "invoice.pay": "stripe",
  "customer.mark": "stripe",
  "balance.adjust": "stripe",
  "tax_id.add": "stripe",
  "session.close": "stripe",
  "email.send": "mail",
} as const satisfies Record<EffectKind, string>;

type SystemOf = typeof systemOf;

export type SystemName = SystemOf[EffectKind];

type KindOf<Name extends SystemName> = {
  [Kind in EffectKind]: SystemOf[Kind] extends Name ? Kind : never;
}[EffectKind];

/** The effects that one system carries out. */
export type IntentOf<Name extends SystemName> = Extract<EffectIntent, { kind: KindOf<Name> }>;

export type Systems = { readonly [Name in SystemName]: System<IntentOf<Name>> };

export const goesTo = <Name extends SystemName>(
  name: Name,
  intent: EffectIntent,
): intent is IntentOf<Name> => systemOf[intent.kind] === name;

/** One system made of all: each effect goes to its own. A system that nobody asks does not compile. */
export const routeEffects = ({ stripe, mail }: Systems): System => ({
  encode: (intent) => (goesTo("mail", intent) ? mail.encode(intent) : stripe.encode(intent)),
  send: ({ intent, ...permit }) =>
    goesTo("mail", intent) ? mail.send({ ...permit, intent }) : stripe.send({ ...permit, intent }),
  look: ({ intent, ...permit }) =>
    goesTo("mail", intent) ? mail.look({ ...permit, intent }) : stripe.look({ ...permit, intent }),
});

const isKind = (key: string): key is EffectKind => Object.hasOwn(systemOf, key);

export const kindsOf = (name: SystemName): EffectKind[] =>
  Object.keys(systemOf)
    .filter(isKind)
    .filter((kind) => systemOf[kind] === name);
