/**
 * The texts are English, so numbers and dates follow the visitor's English, or plain English where they have none.
 * Headless Chromium under LANG=C has "en-US@posix", at which `Intl` throws.
 */
export const locale: string =
  navigator.languages.find((language) => /^en(-[a-z\d]{2,8})*$/i.test(language)) ?? "en";
