import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { SeatsField } from "../seats/seats-field.tsx";
import type { Preview } from "./preview.ts";
import { priceText } from "./price-text.ts";

/**
 * The number of seats stands in the address, as the plan does. What was pressed shows at once and counts for the next
 * press: the amounts of the number before may still be on their way.
 */
export function ChangeSeats({ preview }: { preview: Preview }) {
  const navigate = useNavigate({ from: "/billing/change" });
  const { seats: asked } = useSearch({ strict: false });
  const { seats, quantity, unitAmount, currency, interval } = preview;
  const [wanted, setWanted] = useState(asked ?? quantity);
  const choose = (chosen: number) => {
    setWanted(chosen);
    void navigate({ search: (now) => ({ ...now, seats: chosen }), replace: true });
  };
  return (
    <SeatsField
      seats={wanted}
      most={seats.most}
      each={priceText({ unitAmount, currency, interval })}
      onChange={choose}
    />
  );
}
