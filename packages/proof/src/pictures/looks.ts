import type { BrowserContextOptions } from "playwright-core";

/** How the documentation shows the product, and which of its pages it shows in that look. */
export type Look = { options: BrowserContextOptions; shown: readonly string[] };

const desk = { viewport: { width: 1280, height: 720 } };
const phone = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 1.5 };

export const looks: Readonly<Record<string, Look>> = {
  "desktop-light": {
    options: { ...desk, colorScheme: "light" },
    shown: [
      ...["plans", "checkout", "pay", "active", "billing"],
      ...["admin-list", "admin-account", "admin-dashboard", "admin-duplicates"],
    ],
  },
  "desktop-dark": {
    options: { ...desk, colorScheme: "dark" },
    shown: ["checkout", "admin-dashboard"],
  },
  "phone-light": {
    options: { ...phone, colorScheme: "light" },
    shown: ["plans", "checkout", "pay", "active"],
  },
  "phone-dark": {
    options: { ...phone, colorScheme: "dark" },
    shown: ["checkout", "billing", "admin-list", "admin-account"],
  },
};
