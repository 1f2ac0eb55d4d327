/**
 * Every text that people read stands in this folder, one file for each part of the app, so that a page loads only its own:
 * what staff alone read in `admin`, all else for customers. Only the sentences that the server knows best come from there.
 */
export const texts = {
  product: "Idem",
  skip: "Skip to content",
  retry: "Try again",
  nav: {
    plans: "Plans",
    billing: "Billing",
    admin: "Admin",
    signIn: "Sign in",
    signUp: "Create account",
    signOut: "Sign out",
  },
  footer: "Payments are handled by Stripe. Your card number never reaches us.",
  failure: {
    offline: "We can’t reach the server. Check your connection; what you entered is kept.",
    too_many: "That were many tries in a short time. Please wait a minute.",
    signed_out: "You have been signed out. Sign in to go on; your choice is kept.",
    fault: "Something went wrong on our side. Nothing was charged.",
    reference: (id: string) => `Reference for support: ${id}`,
  },
  notFound: {
    title: "There is nothing here",
    body: "The address may be mistyped or out of date.",
    action: "See the plans",
  },
  broken: {
    title: "This page did not load",
    body: "Your data is safe. Reloading usually helps.",
    action: "Reload",
  },
} as const;
