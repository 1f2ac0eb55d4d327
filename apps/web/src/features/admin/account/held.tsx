import { createContext, type ReactNode, useContext, useState } from "react";

const Hold = createContext<(isOpen: boolean) => void>(() => {});

/** For dialogs: tells whatever they stand in that one has been opened, or closed. */
export const useHold = (): ((isOpen: boolean) => void) => useContext(Hold);

/**
 * While a dialog inside is open, everything inside stays as it was when it was opened. The page behind may learn that
 * somebody else was quicker: then "Resume" would become "Cancel" under the hand that presses it, or be gone with the
 * answer. What is pressed is decided by the server, which knows what is.
 */
export function Held<T>({ value, children }: { value: T; children: (value: T) => ReactNode }) {
  const [held, setHeld] = useState<{ value: T } | null>(null);
  return (
    <Hold value={(isOpen) => setHeld(isOpen ? { value } : null)}>
      {children(held === null ? value : held.value)}
    </Hold>
  );
}
