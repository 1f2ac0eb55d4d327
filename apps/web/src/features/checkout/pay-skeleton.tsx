import { payTexts } from "../../texts/pay.ts";

/** The outline of the payment form, as high as the form, so that nothing jumps when it arrives. */
export const PaySkeleton = () => (
  <div
    role="status"
    className="flex min-h-[34rem] flex-col gap-5 rounded-xl border border-line bg-raised p-6"
  >
    <span className="sr-only">{payTexts.loading}</span>
    <div className="h-5 w-32 rounded bg-sunken" />
    <div className="h-12 rounded-lg bg-sunken" />
    <div className="grid grid-cols-2 gap-4">
      <div className="h-12 rounded-lg bg-sunken" />
      <div className="h-12 rounded-lg bg-sunken" />
    </div>
    <div className="h-12 rounded-lg bg-sunken" />
    <div className="mt-4 h-12 rounded-lg bg-sunken" />
  </div>
);
