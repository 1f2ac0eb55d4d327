import { ProviderUnavailable } from "@idem/billing";

/** A page without a session on it: the run goes on, and what the page said is kept. */
export class ErrorPageShown extends ProviderUnavailable {}

/** What stands where nobody has written anything for this case. */
export const bareErrorPage = "500 Internal Server Error";
