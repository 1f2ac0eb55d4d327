export * from "./answers.ts";
export * from "./billing.ts";
export * from "./ports/gateway.ts";
export * from "./ports/journal.ts";
export * from "./ports/truth.ts";
