/** Who takes part: columns of the diagram, from left to right. */
export type Party = "customer" | "A" | "B" | "database" | "Stripe";

export type Line = { from: Party; to: Party; text: string };

export type Trace = {
  lines: Line[];
  /** The text is made only if somebody is going to read it. */
  tell(from: Party, to: Party, text: () => string): void;
};

export function createTrace(isOn: boolean): Trace {
  const lines: Line[] = [];
  return {
    lines,
    tell: (from, to, text) => {
      if (isOn) lines.push({ from, to, text: text() });
    },
  };
}

export const partyOf = (node: string): Party => (node === "A" ? "A" : "B");
