import { duplicatesTexts } from "../../../texts/admin/duplicates.ts";

/** Where no plan is to be shown: why there is none, and what a plan is. */
export const NoPlan = ({ title }: { title: string }) => (
  <section className="border-t border-line py-6">
    <h2 className="text-xl font-semibold">{title}</h2>
    <p className="text-muted">{duplicatesTexts.plan.noneBody}</p>
  </section>
);
