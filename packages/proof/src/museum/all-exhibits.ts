import type { Exhibit } from "./exhibit.ts";
import { accountFromRequest } from "./exhibits/account-from-request.ts";
import { auditAfterCommit } from "./exhibits/audit-after-commit.ts";
import { badCodeIsNoCode } from "./exhibits/bad-code-is-no-code.ts";
import { createThenExpire } from "./exhibits/create-then-expire.ts";
import { deleteThenInsert } from "./exhibits/delete-then-insert.ts";
import { errorOnThePage } from "./exhibits/error-on-the-page.ts";
import { keyPerAttempt } from "./exhibits/key-per-attempt.ts";
import { keyWithoutWindow } from "./exhibits/key-without-window.ts";
import { lastArrivalWins } from "./exhibits/last-arrival-wins.ts";
import { lockOverHttp } from "./exhibits/lock-over-http.ts";
import { lookUpErrorMeansNone } from "./exhibits/look-up-error-means-none.ts";
import { noTimeLimit } from "./exhibits/no-time-limit.ts";
import { releaseOnTimeout } from "./exhibits/release-on-timeout.ts";
import { sameSecondEvent } from "./exhibits/same-second-event.ts";
import { searchThenCreate } from "./exhibits/search-then-create.ts";
import { somethingWentWrong } from "./exhibits/something-went-wrong.ts";
import { transactionWithoutLock } from "./exhibits/transaction-without-lock.ts";
import { trustThePayload } from "./exhibits/trust-the-payload.ts";
import { upsertEmptyUpdate } from "./exhibits/upsert-empty-update.ts";

/** The way through the museum: the two published fixes first. */
export const allExhibits: readonly Exhibit[] = [
  transactionWithoutLock,
  deleteThenInsert,
  searchThenCreate,
  lookUpErrorMeansNone,
  keyPerAttempt,
  keyWithoutWindow,
  releaseOnTimeout,
  lockOverHttp,
  upsertEmptyUpdate,
  createThenExpire,
  trustThePayload,
  sameSecondEvent,
  auditAfterCommit,
  accountFromRequest,
  lastArrivalWins,
  badCodeIsNoCode,
  noTimeLimit,
  somethingWentWrong,
  errorOnThePage,
];
