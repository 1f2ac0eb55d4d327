/** Every period of the simulated Stripe. */
export const monthMs = 30 * 86_400_000;
