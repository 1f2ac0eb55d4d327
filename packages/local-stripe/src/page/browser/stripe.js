// What a page that embeds the checkout loads instead of Stripe.js. The server puts its address in.
(() => {
  const base = "{BASE}";
  if (window.Stripe) return;
  let openPages = 0;

  const notServed = (name) => () =>
    Promise.reject(
      new Error(`The local Stripe serves embedded checkout pages; it has no ${name}.`),
    );

  async function createEmbeddedCheckoutPage(options = {}) {
    if (openPages > 0) throw new Error("You cannot have multiple Embedded Checkout objects.");
    openPages += 1;
    try {
      const secret = await (options.fetchClientSecret?.() ?? options.clientSecret);
      if (typeof secret !== "string" || !secret.includes("_secret_")) {
        throw new Error("The client secret of an embedded Checkout Session is needed.");
      }
      return embed(secret, options);
    } catch (fault) {
      openPages -= 1;
      throw fault;
    }
  }

  function embed(secret, { onComplete }) {
    const frame = document.createElement("iframe");
    frame.src = `${base}/c/embedded/${secret}`;
    frame.title = "Secure payment";
    frame.name = "embedded-checkout";
    frame.allow = "payment *";
    frame.style.cssText =
      "border:0;width:100%;min-width:280px;min-height:20rem;display:block;color-scheme:normal";
    let destroyed = false;

    const listen = ({ source, origin, data }) => {
      if (source !== frame.contentWindow || origin !== new URL(base).origin) return;
      if (data?.from !== "local-stripe") return;
      if (data.is === "height") frame.style.height = `${data.height}px`;
      if (data.is !== "complete") return;
      if (onComplete) onComplete();
      else if (data.next) window.location.assign(data.next);
    };
    window.addEventListener("message", listen);

    const assertAlive = () => {
      if (destroyed) throw new Error("This Embedded Checkout instance has been destroyed.");
    };
    return {
      mount(place) {
        assertAlive();
        const element = typeof place === "string" ? document.querySelector(place) : place;
        if (!element) throw new Error("Invalid DOM element to mount Embedded Checkout on.");
        element.append(frame);
      },
      unmount() {
        assertAlive();
        frame.remove();
      },
      destroy() {
        assertAlive();
        destroyed = true;
        openPages -= 1;
        window.removeEventListener("message", listen);
        frame.remove();
      },
    };
  }

  function Stripe(key) {
    if (!/^pk_test_/.test(key)) {
      throw new Error("The local Stripe takes publishable test keys (pk_test_…) only.");
    }
    return {
      elements: () => {
        throw new Error("The local Stripe serves embedded checkout pages; it has no elements.");
      },
      createToken: notServed("createToken"),
      createPaymentMethod: notServed("createPaymentMethod"),
      confirmCardPayment: notServed("confirmCardPayment"),
      createEmbeddedCheckoutPage,
      registerAppInfo: () => undefined,
      _registerWrapper: () => undefined,
    };
  }
  Stripe.version = "endive";
  window.Stripe = Stripe;
})();
