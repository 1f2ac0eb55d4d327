import type { ReactNode } from "react";
import { Chip } from "./chip.tsx";

/** One of several, as chips. */
export const Choice = <Value extends string | null>({
  legend,
  among,
  chosen,
  choose,
  label,
}: {
  legend: string;
  among: readonly Value[];
  chosen: Value;
  choose: (value: Value) => void;
  label: (value: Value) => ReactNode;
}) => (
  <fieldset className="flex flex-wrap gap-2">
    <legend className="sr-only">{legend}</legend>
    {among.map((one) => (
      <Chip key={one} isOn={one === chosen} onPress={() => choose(one)}>
        {label(one)}
      </Chip>
    ))}
  </fieldset>
);
