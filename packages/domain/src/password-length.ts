/** Characters that a password may have: one rule for the form and for the server behind it. */
export const passwordLength = { min: 10, max: 128 } as const;
