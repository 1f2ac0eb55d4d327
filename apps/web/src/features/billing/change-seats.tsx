import { useNavigate } from "@tanstack/react-router";
import { SeatsField } from "../seats/seats-field.tsx";
import type { Preview } from "./preview.ts";
import { priceText } from "./price-text.ts";

/** The number of seats stands in the address, as the plan does. */
export function ChangeSeats({ preview }: { preview: Preview }) {
  const navigate = useNavigate({ from: "/billing/change" });
  const { seats, quantity, unitAmount, currency, interval } = preview;
  return (
    <SeatsField
      seats={quantity}
      most={seats.most}
      each={priceText({ unitAmount, currency, interval })}
      onChange={(chosen) =>
        navigate({ search: (now) => ({ ...now, seats: chosen }), replace: true })
      }
    />
  );
}
