import { Hono } from "hono";
import type { World } from "../state/world.ts";

export function pageRoutes(_world: World, _url: string): Hono {
  return new Hono();
}
