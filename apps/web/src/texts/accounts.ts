/** Texts of the choice between accounts. */
export const accountTexts = {
  label: "Account:",
  user: "Your own",
  organization: "Organization",
} as const;
