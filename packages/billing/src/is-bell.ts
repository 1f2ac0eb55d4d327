/**
 * Whether an event of this type may say that something about an account has changed. Unknown types may.
 *
 * Not `customer.created`: it tells of our own call, whose answer the journal waits for anyway; a customer made by hand
 * is nobody's account. It comes with every first purchase, in the very moment in which the buyer waits for a session.
 */
export const isBell = (type: string): boolean => type !== "customer.created";
