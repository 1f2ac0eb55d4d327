/** Why Idem does not start, as one sentence for the person at the keyboard; printed without a stack. */
export class StartupRefusal extends Error {
  override name = "StartupRefusal";
}
