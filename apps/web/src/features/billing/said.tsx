import { useEffect, useRef } from "react";

/**
 * What has been done, where the button that did it was. It takes the focus that would be lost with the button, and is
 * announced.
 */
export function Said({ children }: { children: string }) {
  const text = useRef<HTMLParagraphElement>(null);
  useEffect(() => text.current?.focus(), []);
  return (
    <p ref={text} role="status" tabIndex={-1} className="outline-none">
      {children}
    </p>
  );
}
