import { locale } from "../../app/locale.ts";
import { pastMoment, shortDate } from "../../ui/dates.ts";

const full = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" });

/** A day, or a day with its time; the whole moment is in its title, and for machines in `dateTime`. */
export const Moment = ({ at, withTime = false }: { at: string; withTime?: boolean }) => (
  <time dateTime={at} title={full.format(new Date(at))} className="whitespace-nowrap">
    {withTime ? pastMoment(at, Date.now()) : shortDate(at)}
  </time>
);
