import type { ArmName, ArmSetting } from "../arms/arm.ts";
import type { Ground } from "../ground/start-ground.ts";
import type { Load } from "../load/start-load.ts";
import type { BuyersOf } from "./buyers-of.ts";

/** What an arm's phases play on. */
export type Stage = {
  name: ArmName;
  setting: ArmSetting;
  ground: Ground;
  load: Load;
  buyers: BuyersOf;
  tell: (phase: string) => void;
};
