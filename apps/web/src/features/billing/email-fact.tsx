import { useEffect, useRef, useState } from "react";
import { billingTexts } from "../../texts/billing.ts";
import { emailTexts as words } from "../../texts/billing-actions.ts";
import { Button } from "../../ui/button.tsx";
import { EmailForm } from "./email-form.tsx";
import { Doable, Fact } from "./fact.tsx";

/** Where bills go, and the way to send them elsewhere. */
export function EmailFact({ email, isConfirmed }: { email: string; isConfirmed: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const [said, setSaid] = useState("");
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  // Whoever has finished, or changed their mind, is back where they began.
  useEffect(() => {
    if (wasOpen.current && !isOpen) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <Fact term={billingTexts.billedTo}>
      {isOpen ? (
        <EmailForm
          email={email}
          close={(done) => {
            setSaid(done ?? "");
            setOpen(false);
          }}
        />
      ) : (
        <Doable
          action={
            <Button ref={button} look="quiet" onClick={() => setOpen(true)}>
              {words.change}
            </Button>
          }
        >
          {email}
          {!isConfirmed && <span className="block text-sm text-muted">{words.unconfirmed}</span>}
        </Doable>
      )}
      <span role="status" className={said === "" ? "sr-only" : "mt-2 block"}>
        {said}
      </span>
    </Fact>
  );
}
