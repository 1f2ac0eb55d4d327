/** A turning ring that appears only after 150 ms; decoration beside words that say the same. */
export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="late inline-block size-4 shrink-0 rounded-full border-2 border-current border-r-transparent motion-safe:[animation:late_1ms_150ms_both,spin_800ms_linear_infinite]"
    />
  );
}
