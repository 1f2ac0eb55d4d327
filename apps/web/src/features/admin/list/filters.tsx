import { useState } from "react";
import { adminTexts } from "../../../texts/admin/admin.ts";
import { listTexts } from "../../../texts/admin/list.ts";
import { Chip } from "../chip.tsx";
import { Labelled } from "../labelled.tsx";
import { fieldLook, toolLook } from "../look.ts";
import { statusOrder, statusText } from "../status-text.ts";
import { ChipCount } from "./chip-count.tsx";
import { flags, type ListView } from "./list-search.ts";
import { narrowingsOf } from "./narrowings.ts";
import { SetFilters } from "./set-filters.tsx";
import { useFacets, usePlanNames } from "./use-facets.ts";

const words = listTexts;

type Change = (changes: Partial<ListView>, options?: { replace?: boolean }) => void;

/** What the list can be narrowed to, as chips, each with how many lines it stands for; and what it is narrowed to. */
export function Filters({
  view,
  change,
  clear,
}: {
  view: ListView;
  change: Change;
  clear: () => void;
}) {
  const facets = useFacets(view);
  const planNames = usePlanNames(view, facets);
  const narrowings = narrowingsOf(view, planNames);
  const [isOpen, setOpen] = useState(false);
  return (
    <section aria-label={words.filters} className="flex flex-col gap-3">
      <button
        type="button"
        aria-expanded={isOpen}
        className={`${toolLook} self-start md:hidden`}
        onClick={() => setOpen(!isOpen)}
      >
        {isOpen ? words.hideFilters : words.showFilters(narrowings.length)}
      </button>
      <div className={`flex flex-col gap-3 ${isOpen ? "" : "max-md:hidden"}`}>
        <Group label={words.status}>
          {statusOrder.map((status) => (
            <Chip
              key={status}
              isOn={view.status.includes(status)}
              onPress={() => change({ status: toggled(view.status, status) })}
            >
              {statusText(status)}
              <ChipCount count={facets?.statuses[status]} />
            </Chip>
          ))}
        </Group>
        <div className="flex flex-wrap gap-x-8 gap-y-3">
          <Group label={words.plan}>
            {[...planNames].map(([key, name]) => (
              <Chip
                key={key}
                isOn={view.plan.includes(key)}
                onPress={() => change({ plan: toggled(view.plan, key) })}
              >
                {name}
                <ChipCount count={facets?.plans.find((plan) => plan.key === key)?.count} />
              </Chip>
            ))}
          </Group>
          <Group label={words.end}>
            <Chip
              isOn={view.ending !== null}
              onPress={() => change({ ending: view.ending === null ? "1" : null })}
            >
              {words.ending}
              <ChipCount count={facets?.isEnding} />
            </Chip>
          </Group>
          <Group label={words.flags}>
            {flags.map((flag) => (
              <Chip
                key={flag}
                isOn={view.flags.includes(flag)}
                onPress={() => change({ flags: toggled(view.flags, flag) })}
              >
                {adminTexts.flags[flag]}
                <ChipCount count={facets?.flags[flag]} />
              </Chip>
            ))}
          </Group>
        </div>
        <Fields view={view} change={change} />
      </div>
      <SetFilters narrowings={narrowings} change={change} clear={clear} />
    </section>
  );
}

const Group = ({ label, children }: { label: string; children: React.ReactNode }) => (
  <fieldset className="flex flex-wrap items-center gap-2">
    <legend className="mb-1.5 text-xs font-medium text-muted">{label}</legend>
    {children}
  </fieldset>
);

const toggled = <T,>(values: readonly T[], value: T): T[] =>
  values.includes(value) ? values.filter((one) => one !== value) : [...values, value];

function Fields({ view, change }: { view: ListView; change: Change }) {
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
      <DayField label={words.from} value={view.from} onChange={(from) => change({ from })} />
      <DayField label={words.until} value={view.until} onChange={(until) => change({ until })} />
      <CouponField
        key={view.coupon}
        value={view.coupon}
        onChange={(coupon) => change({ coupon })}
      />
    </div>
  );
}

function DayField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  return (
    <Labelled label={label} isSmall>
      {(ties) => (
        <input
          {...ties}
          type="date"
          value={value ?? ""}
          onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
          className={fieldLook}
        />
      )}
    </Labelled>
  );
}

/** A code is asked for when it is complete: on Enter, or when one goes on. */
function CouponField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const settle = (next: string) => next.trim() !== value && onChange(next.trim());
  return (
    <Labelled label={words.coupon} isSmall>
      {(ties) => (
        <input
          {...ties}
          defaultValue={value}
          autoComplete="off"
          onBlur={(event) => settle(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && settle(event.currentTarget.value)}
          className={`${fieldLook} w-44`}
        />
      )}
    </Labelled>
  );
}
