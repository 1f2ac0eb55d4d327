/** Whether an endpoint asked for this type of event; `*` asks for all. */
export const matchesEvent = (enabled: string[], type: string): boolean =>
  enabled.includes("*") || enabled.includes(type);
