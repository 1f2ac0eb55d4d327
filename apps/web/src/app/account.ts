import type { AccountId } from "@idem/domain";

/**
 * Whose billing the page is about: it stands in the address, so that two tabs may be about two organizations. Nobody
 * named: the visitor's own.
 */
export function chosenAccount(): AccountId | undefined {
  const named = new URLSearchParams(window.location.search).get("account");
  return named !== null && isAccountId(named) ? named : undefined;
}

/** Not the domain's own, which would bring its whole module into the first bytes of every page. */
const isAccountId = (text: string): text is AccountId => /^acc_[\w-]{1,100}$/.test(text);
