import { userInfo } from "node:os";
import { type Imported, type ImportedCase, type ImportOrders, importAccounts } from "@idem/billing";
import { createDoctorProgress } from "../doctor/doctor-progress.ts";
import type { Finding } from "../finding.ts";
import { toDeployment } from "../given-deployment.ts";
import { openDeployment } from "../open-deployment.ts";
import type { Surroundings } from "../run.ts";

export type ImportChoice = {
  reason: string;
  userKey: string;
  organizationKey: string;
  table: ImportOrders["keys"]["table"];
  several: "leave" | "survivor";
  execute?: true;
  yes?: true;
  json?: true;
};

export type ImportSurroundings = Pick<
  Surroundings,
  "write" | "complain" | "progress" | "confirm" | "deployment" | "untilStopped"
>;

/** Cases that people read one by one; with --json there are all. */
const mostShown = 20;

/** Opens the deployment, imports, and leaves nothing open. */
export async function runImport(
  choice: ImportChoice,
  { write, complain, progress, confirm, deployment, untilStopped }: ImportSurroundings,
): Promise<Finding> {
  const { execute, yes, json, reason, several } = choice;
  if (execute && !yes && !(await confirm("Adopt what is beyond doubt?")))
    return { text: "Nothing was done.", isFine: false };
  const { doctor, imports, close } = openDeployment(toDeployment(deployment), { warn: complain });
  const signal = untilStopped();
  const lineOf = createDoctorProgress(() => performance.now());
  const { userKey: user, organizationKey: organization, table } = choice;
  let shown = 0;
  const onCase = (one: ImportedCase): void => {
    if (one.verdict.is === "adopted") return;
    shown += 1;
    if (json) write(JSON.stringify(one));
    else if (shown <= mostShown) write(lineOfCase(one));
  };
  try {
    const imported = await importAccounts(
      { doctor, records: imports },
      {
        askedBy: `${userInfo().username} at the command line`,
        reason,
        keys: { user, organization, table },
        policy: { several },
        isExecuted: execute === true,
      },
      { signal, tell: (one) => progress(lineOf(one)), onCase },
    );
    if (imported.left > 0)
      throw new Error(
        `${imported.left} owners are left: no answer, or a fault. The same command goes on.`,
      );
    return json
      ? { text: JSON.stringify(imported), isFine: isFine(imported) }
      : { text: textOf(imported, shown), isFine: isFine(imported) };
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Error("Stopped. What was adopted stays; the same command goes on from there.");
  } finally {
    await close();
  }
}

const isFine = ({ adoptable, ambiguous, refused, disputed }: Imported): boolean =>
  adoptable + ambiguous + refused + disputed.length === 0;

function lineOfCase({ found, verdict, result }: ImportedCase): string {
  const who = `${found.owner.is} ${found.name}`;
  switch (verdict.is) {
    case "adopted":
      return `${who}: adopted already`;
    case "ambiguous":
      return `${who}: ? ${verdict.words}`;
    case "adopt": {
      const [first] = verdict.claims;
      const claimed = verdict.claims.map(({ customerId }) => customerId).join(", ");
      const live = first?.liveSubscriptions === 1 ? ", with its subscription" : "";
      if (result === null) return `${who}: ${claimed} (${first?.by})${live}`;
      return result.is === "adopted"
        ? `${who}: adopted ${result.customerId} (${first?.by})${live}`
        : `${who}: ${result.is}: ${result.note}`;
    }
  }
}

function textOf(imported: Imported, shown: number): string {
  const { disputed, unclaimed, listed } = imported;
  const counts: [number, string][] = [
    [imported.adopted, "adopted"],
    [imported.adoptable, "would be adopted"],
    [imported.alreadyAdopted, "adopted already"],
    [imported.ambiguous, "left to people"],
    [imported.refused, "refused"],
    [disputed.length, "customers that two owners may claim"],
    [unclaimed.customers, `customers of nobody here, ${unclaimed.paying} of them paying`],
  ];
  return [
    ...disputed
      .slice(0, mostShown)
      .map(({ customerId, by, owners }) => `${customerId}: ? ${owners.join(" or ")} (${by})`),
    ...(shown > mostShown ? [`and ${shown - mostShown} more: --json`] : []),
    "",
    ...counts
      .filter(([count]) => count > 0)
      .map(([count, label]) => `${count.toLocaleString("en-US").padStart(9)}  ${label}`),
    `${listed.toLocaleString("en-US")} objects listed${imported.adoptable > 0 ? ". Nothing was changed: --execute" : ""}`,
  ].join("\n");
}
