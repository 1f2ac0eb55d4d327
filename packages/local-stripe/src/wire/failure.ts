export type FailureType =
  | "invalid_request_error"
  | "api_error"
  | "card_error"
  | "idempotency_error";

export type FailureBody = {
  error: {
    type: FailureType | "rate_limit_error";
    message: string;
    code?: string;
    param?: string;
    decline_code?: string;
    doc_url?: string;
    payment_intent?: unknown;
    request_log_url?: string;
  };
};

type FailureDetail = {
  status?: number;
  type?: FailureType;
  code?: string;
  param?: string;
  declineCode?: string;
  /** Whether the endpoint had begun its work: then the answer is saved under the idempotency key. */
  saved?: boolean;
};

/** A refusal on its way to the wire. Nothing the request wrote before it is kept. */
export class StripeFailure extends Error {
  readonly status: number;
  readonly saved: boolean;
  readonly body: FailureBody;

  constructor(message: string, detail: FailureDetail = {}) {
    super(message);
    this.status = detail.status ?? 400;
    this.saved = detail.saved ?? false;
    this.body = {
      error: {
        ...(detail.code === undefined ? {} : { code: detail.code, doc_url: docUrl(detail.code) }),
        ...(detail.declineCode === undefined ? {} : { decline_code: detail.declineCode }),
        message,
        ...(detail.param === undefined ? {} : { param: detail.param }),
        type: detail.type ?? "invalid_request_error",
      },
    };
  }
}

const docUrl = (code: string) => `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`;

/** Parameters are wrong: nothing was begun, nothing is saved under the idempotency key. */
export const badParameter = (message: string, param?: string, code?: string): StripeFailure =>
  new StripeFailure(message, {
    ...(param === undefined ? {} : { param }),
    ...(code === undefined ? {} : { code }),
  });

/** The work was begun and refused: the same key gives the same answer again. */
export const refusal = (
  message: string,
  detail: Omit<FailureDetail, "saved"> = {},
): StripeFailure => new StripeFailure(message, { ...detail, saved: true });

/** `No such customer: 'cus_x'`; 404 for the resource in the path, 400 for one named by a parameter. */
export const missing = (what: string, id: string, param = "id"): StripeFailure =>
  new StripeFailure(`No such ${what}: '${id}'`, {
    status: param === "id" ? 404 : 400,
    code: "resource_missing",
    param,
  });
