import { Cursor } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { cursorAt, positionIn } from "./cursor.ts";

const anything = /^.*$/;

describe("a cursor", () => {
  it("leads back to its position", () => {
    expect(positionIn("photos of ana", anything, cursorAt("photos of ana", "L#2026#01"))).toBe("L#2026#01");
  });

  it("is not there on the first page", () => {
    expect(positionIn("photos of ana", anything, undefined)).toBe(undefined);
  });

  it("is refused by another list, also by one whose name begins alike", () => {
    const cursor = cursorAt("photos of ana", "L#2026#01");
    expect(() => positionIn("photos of ben", anything, cursor)).toThrow(
      expect.objectContaining({ code: "invalid_cursor" }),
    );
    expect(() => positionIn("photos", anything, cursor)).toThrow(expect.objectContaining({ code: "invalid_cursor" }));
    expect(() => positionIn("photos of anabel", anything, cursor)).toThrow();
  });

  it("is refused where its position does not look like one of its list", () => {
    expect(() => positionIn("list", /^\d+$/, cursorAt("list", "12x"))).toThrow(
      expect.objectContaining({ code: "invalid_cursor" }),
    );
  });

  it("is refused in any other spelling", () => {
    const cursor = cursorAt("list", "1");
    for (const other of [
      `${cursor}=`,
      `${cursor}==`,
      ` ${cursor}`,
      `${cursor}!`,
      cursor.toLowerCase(),
      cursor.slice(1),
    ]) {
      expect(() => positionIn("list", anything, Cursor.parse(other)), other).toThrow();
    }
  });
});
