import { describe, expect, it } from "vitest";
import { ourPlace, placeAfter, signInAt } from "./return-address.ts";

const through = (place: string, search = "") => placeAfter(signInAt(place, search).split("?")[1] ?? "");

describe("signing in on the way", () => {
  it("leads back to where somebody wanted to go", () => {
    expect(through("/")).toBe("/");
    expect(through("/trash")).toBe("/trash");
    expect(through("/photos/01ABC", "tag=a%20b&from=2026-11")).toBe("/photos/01ABC?tag=a%20b&from=2026-11");
  });

  it.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n\\evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "//",
    "javascript:alert(1)",
    "evil",
    "",
  ])("leads nobody to %j", (next) => {
    expect(ourPlace(next)).toBe("/");
    expect(placeAfter(String(new URLSearchParams({ next })))).toBe("/");
  });
});
