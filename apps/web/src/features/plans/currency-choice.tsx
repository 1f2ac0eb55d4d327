import { useId } from "react";
import { locale } from "../../app/locale.ts";
import { plansTexts } from "../../texts/plans.ts";

const names = new Intl.DisplayNames(locale, { type: "currency" });

export function CurrencyChoice({
  value,
  currencies,
  onChange,
}: {
  value: string;
  currencies: string[];
  onChange: (currency: string) => void;
}) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium text-muted">
        {plansTexts.currency}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-11 cursor-pointer rounded-lg border border-edge bg-raised px-3 text-base text-ink"
      >
        {currencies.map((currency) => (
          <option key={currency} value={currency}>
            {names.of(currency.toUpperCase())}
          </option>
        ))}
      </select>
    </div>
  );
}
