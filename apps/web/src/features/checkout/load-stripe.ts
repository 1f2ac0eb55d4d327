import type { Stripe } from "@stripe/stripe-js";
import { loadStripe } from "@stripe/stripe-js/pure";
import { field } from "../../app/field.ts";

/** A blocked script may neither load nor fail; after this long it counts as blocked and the other ways are offered. */
const patienceMs = 12_000;

let loaded: Promise<Stripe> | null = null;

/**
 * Stripe's browser library, once a page; a failed load is forgotten, so that Retry tries again. Where the server runs
 * the local Stripe it names its script, which defines the same `window.Stripe`; otherwise Stripe's own is fetched.
 */
export function stripeOnce(): Promise<Stripe> {
  loaded ??= Promise.race([load(), timeout()]).catch((error: unknown) => {
    loaded = null;
    throw error;
  });
  return loaded;
}

async function load(): Promise<Stripe> {
  const { publishableKey, stripeScriptUrl } = await readConfig();
  if (stripeScriptUrl !== null && !("Stripe" in window)) await addScript(stripeScriptUrl);
  const stripe = await loadStripe(publishableKey);
  if (stripe === null) throw new Error("Stripe’s library did not start.");
  return stripe;
}

async function readConfig(): Promise<{ publishableKey: string; stripeScriptUrl: string | null }> {
  const body: unknown = await (await fetch("/api/config")).json();
  const key = field(body, "publishableKey");
  const url = field(body, "stripeScriptUrl");
  if (typeof key !== "string") throw new Error("The server named no publishable key.");
  return { publishableKey: key, stripeScriptUrl: typeof url === "string" ? url : null };
}

const addScript = (src: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = () => resolve();
    script.onerror = () => {
      script.remove();
      reject(new Error(`${src} did not load.`));
    };
    document.head.append(script);
  });

const timeout = (): Promise<never> =>
  new Promise((_, reject) =>
    setTimeout(() => reject(new Error("Stripe’s library took too long to load.")), patienceMs),
  );
