import { colourOf, type Tone } from "./tones.ts";

export type Series = { name: string; tone: Tone };

/** What the colours of a chart mean. */
export const Legend = ({ series }: { series: readonly Series[] }) => (
  <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm text-muted">
    {series.map(({ name, tone }) => (
      <li key={name} className="flex items-center gap-2">
        <svg viewBox="0 0 10 10" aria-hidden="true" className="size-2.5">
          <rect width="10" height="10" rx="2" fill={colourOf(tone)} />
        </svg>
        {name}
      </li>
    ))}
  </ul>
);
