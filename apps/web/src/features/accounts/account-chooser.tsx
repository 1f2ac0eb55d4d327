import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { chosenAccount } from "../../app/account.ts";
import { trpc } from "../../app/idem.ts";
import { accountTexts as words } from "../../texts/accounts.ts";
import { Disclosure, DisclosureArrow } from "../../ui/disclosure.tsx";
import { useDismiss } from "./use-dismiss.ts";

/**
 * Whose billing the pages are about, for those who may act for more than themselves. Another account is another visit:
 * its page is loaded anew, so that nothing of the former one is left on the screen or in memory.
 */
export function AccountChooser() {
  const { data: accounts } = useQuery(
    trpc.billing.accounts.queryOptions(undefined, { staleTime: 60_000 }),
  );
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useDismiss(box, isOpen, () => setOpen(false));
  if (accounts === undefined || accounts.length < 2) return null;
  const chosen = chosenAccount();
  const current = accounts.find(({ accountId }) => accountId === chosen) ?? accounts[0];
  return (
    <div ref={box} className="relative">
      <Disclosure
        isOpen={isOpen}
        onToggle={setOpen}
        look="inline-flex min-h-9 items-center gap-1.5 text-base text-muted hover:text-ink"
        summary={
          <>
            <span className="sr-only">{words.label}</span>
            <span className="max-w-36 truncate">{current?.name}</span>
            <DisclosureArrow />
          </>
        }
      >
        <ul className="absolute left-0 z-20 mt-1 min-w-56 rounded-lg border border-edge bg-raised p-1.5 shadow-lg sm:right-0 sm:left-auto">
          {accounts.map((account) => (
            <li key={account.accountId}>
              <a
                href={
                  account.kind === "user" ? "/billing" : `/billing?account=${account.accountId}`
                }
                aria-current={account === current || undefined}
                className="block rounded-md px-3 py-2 no-underline hover:bg-sunken aria-[current]:font-medium aria-[current]:text-accent"
              >
                {account.name}
                <span className="block text-sm font-normal text-muted">{words[account.kind]}</span>
              </a>
            </li>
          ))}
        </ul>
      </Disclosure>
    </div>
  );
}
