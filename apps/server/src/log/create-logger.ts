import { type DestinationStream, type Logger, pino } from "pino";
import { currentRequestId } from "./request-scope.ts";
import { scrub } from "./scrub.ts";

export type LogLevel = "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";

/**
 * One JSON line for each event, on stdout unless told otherwise. Every line written while a request is served carries
 * its `requestId`, and no line leaves before its secrets are taken out of it.
 */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { name: "idem", pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    mixin: () => {
      const requestId = currentRequestId();
      return requestId === null ? {} : { requestId };
    },
    hooks: { streamWrite: scrub },
  };
  return destination ? pino(options, destination) : pino(options);
}
