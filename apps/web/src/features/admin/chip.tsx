import type { ReactNode } from "react";

/** A filter that is on or off; pressed says so to everybody, not by colour alone. */
export const Chip = ({
  isOn,
  onPress,
  children,
}: {
  isOn: boolean;
  onPress: () => void;
  children: ReactNode;
}) => (
  <button
    type="button"
    aria-pressed={isOn}
    onClick={onPress}
    className="inline-flex min-h-8 cursor-pointer items-center gap-1.5 rounded-full border border-line bg-raised px-3 text-sm text-muted transition-colors hover:border-edge hover:text-ink aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-ink"
  >
    {children}
  </button>
);
