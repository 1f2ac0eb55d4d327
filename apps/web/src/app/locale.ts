/** The texts are English, so numbers and dates follow the visitor's English, or plain English where they have none. */
export const locale =
  navigator.languages.find((language) => language === "en" || language.startsWith("en-")) ?? "en";
