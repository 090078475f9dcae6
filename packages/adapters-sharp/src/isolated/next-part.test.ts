import { describe, expect, it } from "vitest";
import { nextPart, type Workload } from "./next-part.ts";

const load = (changes: Partial<Workload>): Workload => ({
  seats: 2,
  photosWithoutFirst: 0,
  waitingFirsts: 0,
  waitingRests: 0,
  runningRests: 0,
  ...changes,
});

describe("a free seat", () => {
  it.each<[string, Partial<Workload>, "first" | "rest" | undefined]>([
    ["stays free where nothing waits", {}, undefined],
    ["makes first renditions before everything", { photosWithoutFirst: 5, waitingFirsts: 5, waitingRests: 9 }, "first"],
    ["works on the rest while a photo is coming in", { photosWithoutFirst: 1, waitingRests: 1 }, "rest"],
    [
      "stays free for a photo that is coming in",
      { photosWithoutFirst: 1, waitingRests: 3, runningRests: 1 },
      undefined,
    ],
    ["joins in with the rest where no photo is coming in", { waitingRests: 3, runningRests: 1 }, "rest"],
    ["works on the rest though it is the only seat", { seats: 1, photosWithoutFirst: 1, waitingRests: 1 }, "rest"],
    [
      "works on the rest with half of eight",
      { seats: 8, photosWithoutFirst: 1, waitingRests: 9, runningRests: 3 },
      "rest",
    ],
    ["and with no more", { seats: 8, photosWithoutFirst: 1, waitingRests: 9, runningRests: 4 }, undefined],
    ["and with no more of three", { seats: 3, photosWithoutFirst: 1, waitingRests: 9, runningRests: 1 }, undefined],
  ])("%s", (_, changes, part) => {
    expect(nextPart(load(changes))).toBe(part);
  });
});
