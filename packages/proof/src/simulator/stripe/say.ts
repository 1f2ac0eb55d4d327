import type { StripeAnswer } from "./state.ts";

export const done = (result: Extract<StripeAnswer, { status: 200 }>["result"]): StripeAnswer => ({
  status: 200,
  result,
});

export const noSuch = (param: string): StripeAnswer => ({
  status: 400,
  param,
  code: "resource_missing",
  message: `No such ${param}.`,
  saved: false,
});

export const refused = (message: string, param: string | null = null): StripeAnswer => ({
  status: 400,
  param,
  code: null,
  message,
  saved: param === null,
});
