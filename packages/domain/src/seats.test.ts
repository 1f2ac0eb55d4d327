import { expect, it } from "vitest";
import { seatsOf } from "./seats.ts";

const team = { maxSeats: 50 };
const plus = { maxSeats: 1 };

it("as many as were asked for, if there are so many", () => {
  expect([1, 50].map((asked) => seatsOf(team, asked))).toEqual([1, 50]);
  expect([0, -1, 51].map((asked) => seatsOf(team, asked))).toEqual([null, null, null]);
  expect(seatsOf(plus, 2)).toBeNull();
});

it("whoever names no number keeps what they have, as far as the plan has it", () => {
  expect(seatsOf(team, null, 7)).toBe(7);
  expect(seatsOf(plus, null, 7)).toBe(1);
});
