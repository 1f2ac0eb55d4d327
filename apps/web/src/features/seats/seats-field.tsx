import { useEffect, useId, useState } from "react";
import { seatsTexts as words } from "../../texts/seats.ts";

/**
 * How many seats: typed, or stepped by buttons. Only numbers that can be had are passed on; what is typed beside them
 * stays, with the reason, until the field is left.
 */
export function SeatsField({
  seats,
  most,
  each,
  onChange,
}: {
  seats: number;
  most: number;
  /** What one costs, e.g. "$12.00 a month". */
  each: string;
  onChange: (seats: number) => void;
}) {
  const id = useId();
  const [typed, setTyped] = useState(String(seats));
  useEffect(() => setTyped(String(seats)), [seats]);
  const isWrong = seatsIn(typed, most) === null;
  const type = (text: string) => {
    setTyped(text);
    const wanted = seatsIn(text, most);
    if (wanted !== null && wanted !== seats) onChange(wanted);
  };
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-muted">
        {words.label}
      </label>
      <span className="inline-flex w-fit rounded-lg border border-edge bg-raised focus-within:border-ink">
        <Step name={words.fewer} sign="−" isOff={seats <= 1} press={() => onChange(seats - 1)} />
        <input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          value={typed}
          aria-invalid={isWrong}
          aria-describedby={`${id}-hint`}
          onChange={(event) => type(event.target.value)}
          onBlur={() => setTyped(String(seats))}
          className="w-16 rounded border-x border-edge bg-transparent text-center text-base tabular-nums"
        />
        <Step name={words.more} sign="+" isOff={seats >= most} press={() => onChange(seats + 1)} />
      </span>
      <p
        id={`${id}-hint`}
        role={isWrong ? "alert" : undefined}
        className={`text-sm ${isWrong ? "text-bad" : "text-muted"}`}
      >
        {isWrong ? words.wrong(most) : words.hint(most, each)}
      </p>
    </div>
  );
}

/** Off, it stays in the tab order and says so: the focus of whoever has just reached the end must not vanish. */
const Step = ({
  name,
  sign,
  isOff,
  press,
}: {
  name: string;
  sign: string;
  isOff: boolean;
  press: () => void;
}) => (
  <button
    type="button"
    aria-label={name}
    aria-disabled={isOff || undefined}
    onClick={() => isOff || press()}
    className="size-11 cursor-pointer rounded-lg text-xl text-ink aria-disabled:cursor-default aria-disabled:text-muted"
  >
    {sign}
  </button>
);

function seatsIn(text: string, most: number): number | null {
  const seats = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
  return seats >= 1 && seats <= most ? seats : null;
}
