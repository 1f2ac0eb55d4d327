import { type Command, type Fault, type Schedule, times } from "../simulator/schedule.ts";
import { typedCodes } from "../simulator/stripe/prices.ts";

/** A schedule in a sentence: what is done, in which order, and what breaks when. */
export function describeSchedule({ commands, picks, faults }: Schedule): string {
  const done = commands.map(describeCommand).join(", ");
  const order =
    picks.length === 0
      ? "one after the other"
      : picks.length > 1
        ? "the second is served first"
        : "the second before the first has had its turn";
  const parts = [commands.length > 1 ? `${done}; ${order}` : done, ...faults.map(describeFault)];
  return `${parts.join("; ")}.`;
}

function describeCommand(command: Command): string {
  if (command.do === "start") {
    const code = typedCodes[command.code];
    return `Continue${code ? ` with the code ${code}` : ""}${command.who === 0 ? "" : " (another customer)"}`;
  }
  if (command.do === "ring")
    return command.twice ? "one webhook arrives twice at once" : "a webhook arrives";
  if (command.do === "pass") return `${times[command.time] / 3_600_000} hours pass`;
  if (command.do === "use up") return `others use up ${typedCodes[command.code]}`;
  return command.do === "cancel" ? "cancel in Stripe’s portal" : command.do;
}

const describeFault = ({ on, at, is }: Fault): string =>
  on === "stripe"
    ? `call ${at + 1} to Stripe: ${is}`
    : `statement ${at + 1}: the connection is cut before it`;
