import type { ShareView } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { stateOf } from "./share-state.ts";

const instant = (text: string) => text as ShareView["expiresAt"];
const link = { expiresAt: instant("2026-11-27T09:00:00.000Z"), views: 3 };
const before = Date.parse("2026-11-27T08:59:59.999Z");

describe(stateOf, () => {
  it("is living until its end", () => {
    expect(stateOf(link, before)).toBe("living");
    expect(stateOf(link, before + 1)).toBe("expired");
  });

  it("is used up once it was opened as often as it may be, and revoked before all", () => {
    expect(stateOf({ ...link, maxViews: 4 }, before)).toBe("living");
    expect(stateOf({ ...link, maxViews: 3 }, before)).toBe("usedUp");
    expect(stateOf({ ...link, maxViews: 3, revokedAt: link.expiresAt }, before + 1)).toBe("revoked");
  });
});
