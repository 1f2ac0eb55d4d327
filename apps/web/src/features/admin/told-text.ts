import { adminTexts } from "../../texts/admin/admin.ts";
import { pastMoment } from "../../ui/dates.ts";
import { money } from "../../ui/money.ts";
import type { Line } from "./story-line.tsx";

/** A value of a change, in the reader’s money, dates and time zone. */
export function toldText(told: Line["changes"][number]["from"]): string {
  switch (told.is) {
    case "nothing":
      return adminTexts.none;
    case "text":
      return told.text;
    case "money":
      return money(told.amount, told.currency);
    case "moment":
      return pastMoment(told.at, Date.now());
  }
}
