/**
 * Whether an event of this type may say that something about an account has changed. Unknown types may. A thin event
 * of the same news is called the same, after a `v1.`.
 *
 * Not `customer.created`: it tells of our own call, whose answer the journal waits for anyway; a customer made by hand
 * is nobody's account. It comes with every first purchase, in the very moment in which the buyer waits for a session.
 */
export const isBell = (type: string): boolean => type.replace(/^v1\./, "") !== "customer.created";
