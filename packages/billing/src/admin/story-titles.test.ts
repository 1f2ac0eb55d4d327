import { expect, test } from "vitest";
import { eventTitle } from "./event-title.ts";
import { auditTitle, effectTitle } from "./story-titles.ts";

test("an e-mail is told with what it says, before it is sent and after", () => {
  const notice = { template: "payment_failed" };
  expect(effectTitle("email.send", { notice })).toBe(
    "Send an e-mail: a payment did not go through",
  );
  expect(auditTitle("email.sent", notice)).toBe("An e-mail was sent: a payment did not go through");
});

test("what another version has written is told by its name", () => {
  expect(auditTitle("moon.reached", null)).toBe("moon.reached");
  expect(auditTitle("email.sent", { template: "poem" })).toBe("An e-mail was sent");
  expect(auditTitle("subscription.change_asked", { is: "sing" })).toBe(
    "Asked for a change of the subscription",
  );
  expect(eventTitle("moon.full")).toBe("Told of moon.full");
});
