import { type Refused, refuse, type SellablePrice } from "@idem/domain";

/** Says how many there are, where a plan is sold by the seat at all. */
export const refuseSeats = ({
  planName,
  maxSeats,
}: Pick<SellablePrice, "planName" | "maxSeats">): Refused<"seats_unavailable"> =>
  refuse("seats_unavailable", {
    message:
      maxSeats === 1
        ? `${planName} is not sold by the seat.`
        : `${planName} is sold for 1 to ${maxSeats} seats.`,
  });
