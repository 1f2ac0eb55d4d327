import type { Logger } from "pino";

type Level = "debug" | "info" | "warn" | "error";

/**
 * Takes over the sign-in library's own messages. Two sign-ups of one address at once are expected: the database refuses
 * the second, its sender is told so, and nobody needs to be woken up.
 */
export function logTo(
  logger: Logger,
): (level: Level, message: string, ...details: unknown[]) => void {
  return (level, message, ...details) => {
    const err = details.find((detail) => detail instanceof Error);
    const isTaken = err !== undefined && "code" in err && err.code === "P2002";
    if (isTaken) return logger.info("auth: the address is taken");
    // What the library calls an error without one is a refusal, and strangers can cause as many as they like.
    const asked = level === "error" && err === undefined ? "warn" : level;
    logger[asked]({ err }, `auth: ${message}`);
  };
}
