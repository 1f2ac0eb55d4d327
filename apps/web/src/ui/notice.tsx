import { type ReactNode, useEffect, useId, useRef } from "react";

type Tone = "plain" | "warn" | "bad";

const tones: Record<Tone, string> = {
  plain: "border-accent bg-accent-soft",
  warn: "border-warn bg-warn-soft",
  bad: "border-bad bg-bad-soft",
};

/**
 * Something that needs a decision or an explanation, with its way on. With `takesFocus` the focus moves to it when it
 * appears, because it answers what was just pressed.
 */
export function Notice({
  title,
  tone = "plain",
  takesFocus = false,
  children,
}: {
  title: string;
  tone?: Tone;
  takesFocus?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus();
  }, [takesFocus]);
  return (
    <section aria-labelledby={id} className={`border-l-2 px-5 py-4 ${tones[tone]}`}>
      <h2 id={id} ref={heading} tabIndex={-1} className="text-base font-semibold">
        {title}
      </h2>
      <div className="mt-1 flex flex-col gap-3">{children}</div>
    </section>
  );
}
