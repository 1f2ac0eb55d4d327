import { locale } from "../../app/locale.ts";

const format = new Intl.NumberFormat(locale);

/** A count as people here write it. */
export const number = (count: number): string => format.format(count);
