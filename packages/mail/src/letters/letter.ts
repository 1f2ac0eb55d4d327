/** What a letter says, before it is text or markup. */
export type Letter = {
  subject: string;
  paragraphs: readonly string[];
  /** Figures as a small list: what, and how much. */
  facts?: readonly (readonly [name: string, value: string])[];
  /** The one thing that the reader may want to do. */
  action?: { label: string; url: string };
};
