import { useQuery } from "@tanstack/react-query";
import { Link, Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { signOut } from "../features/signup/auth-requests.ts";
import { texts } from "../texts/app.ts";
import { sessionQuery } from "./session.ts";

/** Most people have one account and nothing to choose. */
const AccountChooser = lazy(() =>
  import("../features/accounts/account-chooser.tsx").then((module) => ({
    default: module.AccountChooser,
  })),
);

export function RootLayout() {
  return (
    <div className="mx-auto flex min-h-dvh max-w-6xl flex-col px-5 has-data-wide:max-w-[100rem] sm:px-8">
      <a
        href="#content"
        className="absolute left-4 top-2 z-10 -translate-y-16 rounded-lg bg-ink px-4 py-2 text-ground focus:translate-y-0"
      >
        {texts.skip}
      </a>
      <header className="flex min-h-16 flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-line py-2">
        <Link
          to="/"
          className="inline-flex min-h-9 items-center gap-2.5 text-lg font-semibold tracking-tight"
        >
          <svg viewBox="0 0 20 20" className="size-5 text-accent" aria-hidden="true">
            <path d="M2 6.5h16M2 13.5h16" stroke="currentColor" strokeWidth="3.5" />
          </svg>
          {texts.product}
        </Link>
        <Navigation />
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="flex-1 pt-10 pb-20 outline-none has-data-wide:pt-4 sm:pt-14"
      >
        <Outlet />
      </main>
      <footer className="border-t border-line py-6 text-sm text-muted">{texts.footer}</footer>
    </div>
  );
}

const item =
  "inline-flex min-h-9 items-center text-base text-muted underline-offset-8 hover:text-ink aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-2 aria-[current=page]:decoration-accent";

function Navigation() {
  const session = useQuery(sessionQuery);
  return (
    <nav
      aria-label={texts.product}
      className="flex flex-wrap items-center gap-x-5 gap-y-1 sm:gap-x-7"
    >
      <Link to="/plans" className={item}>
        {texts.nav.plans}
      </Link>
      {session.data === null && (
        <>
          <Link to="/sign-in" className={item}>
            {texts.nav.signIn}
          </Link>
          <Link to="/sign-up" className={`${item} max-xs:hidden`}>
            {texts.nav.signUp}
          </Link>
        </>
      )}
      {session.data && (
        <>
          <Suspense>
            <AccountChooser />
          </Suspense>
          {session.data.isStaff && (
            <Link to="/admin/$" params={{ _splat: "" }} className={item}>
              {texts.nav.admin}
            </Link>
          )}
          <Link to="/billing" className={item}>
            {texts.nav.billing}
          </Link>
          <SignOut email={session.data.email} />
        </>
      )}
    </nav>
  );
}

function SignOut({ email }: { email: string }) {
  return (
    <button
      type="button"
      className={`${item} cursor-pointer`}
      title={email}
      onClick={async () => {
        await signOut();
        // Loaded anew: nothing that was read, and nobody's account in the address, is left for whoever comes next.
        window.location.assign("/");
      }}
    >
      {texts.nav.signOut}
    </button>
  );
}
