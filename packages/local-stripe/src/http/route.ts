import type { World } from "../state/world.ts";
import type { StripeFailure } from "../wire/failure.ts";
import type { FormMap } from "../wire/form.ts";
import type { Reader } from "../wire/read.ts";

export type Call<P> = { world: World; params: P; id: string; ids: Record<string, string> };

/** An object to render, or a refusal whose writes are kept (a declined card leaves its traces). */
export type Answer = object | StripeFailure;

export type Route = {
  method: "GET" | "POST" | "DELETE";
  path: string;
  /** Reads the parameters, then does the work. Synchronous: a request is never half done. */
  serve(world: World, form: FormMap, ids: Record<string, string>): Answer;
};

/** An endpoint: `reader` refuses wrong parameters before `handle` begins the work. */
function endpoint(method: Route["method"]) {
  return <P>(path: string, reader: Reader<P>, handle: (call: Call<P>) => Answer): Route => ({
    method,
    path,
    serve: (world, form, ids) =>
      handle({ world, params: reader(form, ""), id: ids["id"] ?? "", ids }),
  });
}

export const get = endpoint("GET");
export const post = endpoint("POST");
export const del = endpoint("DELETE");
