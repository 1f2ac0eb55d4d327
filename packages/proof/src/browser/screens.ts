/** The two on which the staff's work must be done. */
export const screens = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 360, height: 740 },
} as const;
