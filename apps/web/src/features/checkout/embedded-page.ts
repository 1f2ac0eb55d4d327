export type EmbeddedPage = {
  clientSecret: string;
  target: HTMLElement;
  onShown: () => void;
  onComplete: () => void;
  onFailure: () => void;
};

/** Stripe allows one embedded page at a time: the next one waits here until the one before it is destroyed. */
let previousGone: Promise<void> = Promise.resolve();

/**
 * Shows Stripe's page in `target`; the answer takes it away. Taken away before it had loaded, it is destroyed the moment
 * it arrives, so no instance is ever left behind to block the next.
 */
export function showEmbeddedPage(page: EmbeddedPage): () => void {
  const left = Promise.withResolvers<void>();
  const turn = previousGone;
  let isWanted = true;
  previousGone = turn.then(show).catch(() => {
    if (isWanted) page.onFailure();
  });

  async function show(): Promise<void> {
    if (!isWanted) return;
    // Stripe's browser parts are fetched here, on the pay step, and nowhere else.
    const { stripeOnce } = await import("./load-stripe.ts");
    const stripe = await stripeOnce();
    if (!isWanted) return;
    const embedded = await stripe.createEmbeddedCheckoutPage({
      clientSecret: page.clientSecret,
      onComplete: page.onComplete,
    });
    if (isWanted) {
      embedded.mount(page.target);
      page.onShown();
      await left.promise;
    }
    embedded.destroy();
  }

  return () => {
    isWanted = false;
    left.resolve();
  };
}
