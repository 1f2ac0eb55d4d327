import { appRouter } from "@idem/api";
import { z } from "zod";

const definition = z.looseObject({ type: z.enum(["query", "mutation", "subscription"]) });

/** Every procedure there is, by its path, with how it is asked. */
export const procedures = Object.fromEntries(
  Object.entries<unknown>(appRouter._def.procedures).map(([path, one]) => [path, typeOf(one)]),
);

function typeOf(procedure: unknown) {
  if (typeof procedure !== "function" || !("_def" in procedure))
    throw new TypeError("A router holds procedures.");
  return definition.parse(procedure._def).type;
}

export type Called = { status: number; body: string };

/** Calls a procedure as anybody might, past the typed client: any path, any input, with or without a cookie. */
export async function callProcedure(
  { url, cookie }: { url: string; cookie: string | null },
  path: string,
  input: unknown,
): Promise<Called> {
  const headers = { origin: url, ...(cookie === null ? {} : { cookie }) };
  const address = `${url}/api/trpc/${path}`;
  const query = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  switch (procedures[path] ?? "query") {
    case "query":
      return read(await fetch(address + query, { headers }));
    case "mutation":
      return read(
        await fetch(address, {
          method: "POST",
          headers: { ...headers, "content-type": "application/json" },
          body: JSON.stringify(input),
        }),
      );
    case "subscription":
      return firstOf(
        await fetch(address + query, { headers: { ...headers, accept: "text/event-stream" } }),
      );
  }
}

const read = async (answer: Response): Promise<Called> => ({
  status: answer.status,
  body: await answer.text(),
});

/** A live answer goes on and on; its first piece with something in it says whether it was given. */
async function firstOf(answer: Response): Promise<Called> {
  const reader = answer.body?.getReader();
  let body = "";
  while (!/"is":|"code":/.test(body)) {
    const piece = await reader?.read();
    if (piece === undefined || piece.done) break;
    body += new TextDecoder().decode(piece.value);
  }
  await reader?.cancel();
  const code = /"httpStatus":(\d+)/.exec(body)?.[1];
  return { status: code === undefined ? answer.status : Number(code), body };
}
