import { ProviderUnavailable } from "@idem/billing";

/** A page without a session on it: the run goes on, and what the page said is kept. */
export class ErrorPageShown extends ProviderUnavailable {}
