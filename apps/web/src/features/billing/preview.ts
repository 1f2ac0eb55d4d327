import type { Answers } from "../../app/idem.ts";
import { changeTexts as words } from "../../texts/billing-actions.ts";

/** What a change would cost, and when it would happen. */
export type Preview = Extract<Answers["billing"]["previewChange"], { is: "previewed" }>;

/** "Team with 3 seats", or "Plus" where there are no seats. */
export const planText = ({ planName, quantity, seats }: Preview): string =>
  seats.most === 1 ? planName : words.withSeats(planName, quantity);
