import type { PhotoView } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { FIRST_WAIT, nextWait, whomToAsk } from "./developing-looks.ts";

const photos = (prefix: string, count: number, state: PhotoView["state"]): readonly PhotoView[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${prefix}${`${index}`.padStart(2, "0")}`, state }) as PhotoView);
const looks = (count: number) => Array.from({ length: count }, (_, look) => look);

describe(whomToAsk, () => {
  it("begins with the newest, and comes to each, however many do not move", () => {
    const stuck = photos("P", 20, "processing");
    expect(whomToAsk(stuck, 0)).toEqual(["P19", "P18", "P17", "P16", "P15", "P14", "P13", "P12"]);
    const asked = looks(4).flatMap((look) => whomToAsk(stuck, look));
    expect(new Set(asked).size).toBe(20);
  });

  it("asks for the same few each time, none of them twice", () => {
    const few = photos("P", 2, "uploaded");
    expect(looks(3).map((look) => whomToAsk(few, look))).toEqual(looks(3).map(() => ["P01", "P00"]));
  });

  it("looks rarely after what was only announced, and then after nothing else", () => {
    const some = [...photos("A", 2, "initiated"), ...photos("P", 1, "processing")];
    const asked = looks(8).map((look) => whomToAsk(some, look).join(" "));
    expect(asked).toEqual(["P00", "P00", "P00", "A01 A00", "P00", "P00", "P00", "A01 A00"]);
  });

  it("comes to each that was announced, too", () => {
    const announced = photos("A", 20, "initiated");
    expect(new Set(looks(12).flatMap((look) => whomToAsk(announced, look))).size).toBe(20);
  });
});

describe(nextWait, () => {
  it("grows from less than a second to a quarter of a minute", () => {
    const waits = looks(12).reduce<readonly number[]>((all) => [...all, nextWait(all.at(-1) ?? 0)], [FIRST_WAIT]);
    expect(waits.slice(0, 3)).toEqual([700, 1_050, 1_575]);
    expect(waits.at(-1)).toBe(15_000);
  });
});
