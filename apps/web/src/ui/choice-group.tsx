import { useId } from "react";

/**
 * Two or three exclusive choices side by side. Native radio buttons: one tab stop, arrow keys inside, and no bytes for
 * what every browser does already.
 */
export function ChoiceGroup<V extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
}) {
  const name = useId();
  return (
    <fieldset className="flex flex-col">
      <legend className="mb-1.5 text-sm font-medium text-muted">{label}</legend>
      <span className="inline-flex w-fit rounded-lg border border-edge bg-raised p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="relative inline-flex min-h-10 cursor-pointer items-center rounded-md px-4 text-base text-muted transition-colors hover:text-ink has-checked:bg-accent has-checked:font-medium has-checked:text-on-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-3 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="absolute inset-0 cursor-pointer appearance-none outline-none"
            />
            {option.label}
          </label>
        ))}
      </span>
    </fieldset>
  );
}
