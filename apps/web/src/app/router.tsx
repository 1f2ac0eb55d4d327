import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from "@tanstack/react-router";
import { checkoutSearch, withAttempt } from "../features/checkout/checkout-search.ts";
import { BrokenPage, NotFoundPage } from "./error-pages.tsx";
import { queryClient } from "./idem.ts";
import { RootLayout } from "./root-layout.tsx";
import { present, type Search, textIn, wholeIn } from "./search.ts";
import { sessionQuery } from "./session.ts";

/** Every page but those that anybody sees is about an account; who follows a link stays with theirs. */
const rootRoute = createRootRoute({
  validateSearch: (search: Search) => present({ account: textIn(search, "account", "account") }),
  search: { middlewares: [retainSearchParams(["account"])] },
  component: RootLayout,
  notFoundComponent: NotFoundPage,
  errorComponent: BrokenPage,
});

const intervals = ["month", "year"] as const;

const plansSearch = (search: Search) =>
  present({
    promo: textIn(search, "promo", "code"),
    interval: intervals.find((interval) => interval === search["interval"]),
    currency: textIn(search, "currency", "currency"),
  });

/** What was chosen before signing in, or the page to return to; both survive the way from sign-in to sign-up. */
const signSearch = (search: Search) =>
  present({
    plan: textIn(search, "plan", "id"),
    promo: textIn(search, "promo", "code"),
    next: textIn(search, "next", "path"),
  });

const plansPage = () => import("../features/plans/plans-page.tsx");

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  validateSearch: plansSearch,
  component: lazyRouteComponent(plansPage, "PlansPage"),
});

const plansRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/plans",
  validateSearch: plansSearch,
  component: lazyRouteComponent(plansPage, "PlansPage"),
});

const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-up",
  validateSearch: signSearch,
  component: lazyRouteComponent(() => import("../features/signup/sign-up-page.tsx"), "SignUpPage"),
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: signSearch,
  component: lazyRouteComponent(() => import("../features/signup/sign-in-page.tsx"), "SignInPage"),
});

const resetRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reset-password",
  validateSearch: (search: Search) =>
    present({ token: textIn(search, "token", "id"), error: textIn(search, "error", "id") }),
  component: lazyRouteComponent(() => import("../features/signup/reset-page.tsx"), "ResetPage"),
});

const checkoutRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/checkout",
  validateSearch: checkoutSearch,
  beforeLoad: async ({ search }) => {
    const whole = withAttempt(search);
    if ((await queryClient.ensureQueryData(sessionQuery)) === null)
      throw redirect({
        to: "/sign-up",
        search: present({ plan: whole.price, promo: whole.promo }),
        replace: true,
      });
  },
  component: lazyRouteComponent(
    () => import("../features/checkout/checkout-page.tsx"),
    "CheckoutPage",
  ),
});

const returnRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/checkout/return",
  validateSearch: (search: Search) =>
    present({ session_id: textIn(search, "session_id", "session") }),
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import("../features/checkout/return-page.tsx"), "ReturnPage"),
});

const billingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/billing",
  beforeLoad: requireSession,
  component: lazyRouteComponent(
    () => import("../features/billing/billing-page.tsx"),
    "BillingPage",
  ),
});

const changeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/billing/change",
  validateSearch: (search: Search) =>
    present({ price: textIn(search, "price", "id"), seats: wholeIn(search, "seats") }),
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import("../features/billing/change-page.tsx"), "ChangePage"),
});

const invoiceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/billing/invoices/$invoiceId",
  beforeLoad: requireSession,
  component: lazyRouteComponent(
    () => import("../features/billing/invoice-page.tsx"),
    "InvoicePage",
  ),
});

type AdminKey = "q" | "status" | "plan" | "flags" | "coupon" | "ending" | "from" | "until";
type AdminPlace = "sort" | "dir" | "after" | "state" | "by" | "finding" | "customer" | "currency";
type PassPlace = "pass" | "kind" | "kept";
type AdminSearch = Partial<Record<AdminKey | AdminPlace | PassPlace, string>>;

/** Text, as everything in an address; what it means is read by the staff’s own chunk, which has the means for it. */
const adminSearch = (search: AdminSearch): AdminSearch => search;

/** Which of the staff’s pages it is, their own chunk knows: customers carry nothing of it but this. */
const adminRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/$",
  validateSearch: adminSearch,
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => import("../features/admin/admin-app.tsx"), "AdminApp"),
});

/** Sends visitors to sign-in, and from there back to where they wanted to go. */
async function requireSession({ location }: { location: { href: string } }): Promise<void> {
  if ((await queryClient.ensureQueryData(sessionQuery)) === null)
    throw redirect({ to: "/sign-in", search: { next: location.href }, replace: true });
}

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    homeRoute,
    plansRoute,
    signUpRoute,
    signInRoute,
    resetRoute,
    checkoutRoute,
    returnRoute,
    billingRoute,
    changeRoute,
    invoiceRoute,
    adminRoute,
  ]),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(
      Object.entries(search).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, String(value)]],
      ),
    ).toString();
    return text === "" ? "" : `?${text}`;
  },
  scrollRestoration: true,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
