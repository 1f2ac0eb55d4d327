/** Texts of the field for the number of seats. */
export const seatsTexts = {
  label: "Seats",
  fewer: "One seat fewer",
  more: "One seat more",
  hint: (most: number, each: string) => `1 to ${most}, ${each} for each.`,
  wrong: (most: number) => `Enter a number from 1 to ${most}.`,
} as const;
