import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { Exchange } from "./exchange.ts";

/** The hosts that Stripe documents for Stripe.js, embedded Checkout and 3-D Secure. */
const stripe = {
  script: ["https://js.stripe.com", "https://*.js.stripe.com", "https://checkout.stripe.com"],
  frame: [
    "https://js.stripe.com",
    "https://*.js.stripe.com",
    "https://hooks.stripe.com",
    "https://checkout.stripe.com",
  ],
  connect: ["https://api.stripe.com", "https://checkout.stripe.com"],
  image: ["https://*.stripe.com"],
};

/**
 * Only our own scripts and Stripe's run, nobody can put us into a frame, and nothing else is talked to. A local Stripe
 * is allowed by its exact origin, and then instead of the real one.
 */
export function securityHeaders(options: {
  publicUrl: string;
  stripeScriptUrl: string | null;
}): MiddlewareHandler<Exchange> {
  const provider =
    options.stripeScriptUrl === null ? stripe : localProvider(options.stripeScriptUrl);
  const isHttps = options.publicUrl.startsWith("https:");
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", ...provider.script],
      frameSrc: ["'self'", ...provider.frame],
      connectSrc: ["'self'", ...provider.connect],
      imgSrc: ["'self'", "data:", ...provider.image],
      // Positioned popovers and Stripe.js set inline styles; they cannot run code.
      styleSrc: ["'self'", "'unsafe-inline'"],
      fontSrc: ["'self'", "data:"],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    strictTransportSecurity: isHttps ? "max-age=31536000; includeSubDomains" : false,
    xFrameOptions: "DENY",
    referrerPolicy: "strict-origin-when-cross-origin",
    // Some banks open their check in a window that has to reach its opener.
    crossOriginOpenerPolicy: "same-origin-allow-popups",
  });
}

function localProvider(scriptUrl: string): typeof stripe {
  const { origin, hostname, protocol, port } = new URL(scriptUrl);
  const names = ["localhost", "127.0.0.1"];
  const origins = names.includes(hostname)
    ? names.map((name) => `${protocol}//${name}${port === "" ? "" : `:${port}`}`)
    : [origin];
  return { script: origins, frame: origins, connect: origins, image: origins };
}
