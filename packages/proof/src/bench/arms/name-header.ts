/** The load gives each start a name; the local Stripe hears it with every call that is made for that start. */
export const nameHeader = "x-bench-start";
