import { describe, expect, it } from "vitest";
import { tomorrow, wantedKey } from "./wanted-key.ts";

function form(...entries: readonly (readonly [string, string])[]): FormData {
  const data = new FormData();
  for (const [name, value] of entries) data.append(name, value);
  return data;
}

describe("a key that is wanted", () => {
  it("says nothing of what was left empty", () => {
    const left = form(["name", " Frame "], ["scopes", "photos:read"], ["expiresAt", ""], ["rate", ""], ["burst", " "]);
    expect(wantedKey(left)).toEqual({ name: "Frame", scopes: ["photos:read"] });
  });

  it("is good until the end of its last day", () => {
    const chosen = form(
      ["name", "x"],
      ["scopes", "photos:read"],
      ["scopes", "shares:read"],
      ["expiresAt", "2026-12-31"],
    );
    const wanted = wantedKey(chosen);
    expect(wanted.scopes).toEqual(["photos:read", "shares:read"]);
    expect(new Date(wanted.expiresAt ?? "").getTime()).toBe(new Date(2026, 11, 31, 23, 59, 59, 999).getTime());
  });

  it("has limits as numbers", () => {
    expect(wantedKey(form(["name", "x"], ["rate", "5"], ["monthlyQuota", "1000"]))).toMatchObject({
      rate: 5,
      monthlyQuota: 1_000,
    });
  });

  it("lives until tomorrow at least", () => {
    expect(tomorrow(new Date(2026, 11, 31, 23, 59))).toBe("2027-01-01");
  });
});
