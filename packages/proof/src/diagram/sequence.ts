/** Who spoke to whom, from top to bottom: what a run is told by, in text and as a picture. */
export type Sequence = {
  title: string;
  /** From left to right; every arrow begins and ends at one of them. */
  lanes: readonly string[];
  arrows: readonly Arrow[];
};

export type Arrow = {
  from: string;
  to: string;
  text: string;
  /** `lost` never arrives, `note` is only said beside a lane (or from lane to lane), `bad` is the moment it breaks. */
  is: "call" | "answer" | "lost" | "note" | "bad";
};

/** The columns that an arrow spans. An arrow to a lane that is not there is a mistake of whoever drew it. */
export function spanOf({ lanes }: Sequence, { from, to, text }: Arrow) {
  const [start, end] = [lanes.indexOf(from), lanes.indexOf(to)];
  if (start < 0 || end < 0) throw new Error(`No lane for "${text}": ${from} → ${to}`);
  return { start, end, left: Math.min(start, end), right: Math.max(start, end) };
}
