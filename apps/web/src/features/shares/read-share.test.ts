import type { ShareView } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { readChanges, readNewShare } from "./read-share.ts";

const now = Date.parse("2026-11-20T09:00:00.000Z");
const form = (fields: Readonly<Record<string, string>>) => (name: string) => fields[name] ?? "";
const empty = { end: "7", download: "none" };

describe(readNewShare, () => {
  it("says what the fields say, and nothing of those that are empty", () => {
    const end = { expiresAt: "2026-11-27T09:00:00.000Z", download: "none" };
    expect(readNewShare(form(empty), now)).toEqual(end);
    expect(readNewShare(form({ ...empty, password: " x", maxViews: "3", note: " For Ana " }), now)).toEqual({
      ...end,
      password: " x",
      maxViews: 3,
      note: "For Ana",
    });
  });
});

describe(readChanges, () => {
  const before = { download: "copy", hasPassword: true, maxViews: 3, note: "For Ana" } as ShareView;
  const same = { end: "kept", download: "copy", maxViews: "3", note: "For Ana" };

  it("says what is another one than it was, and nothing else", () => {
    expect(readChanges(form(same), before, now)).toEqual({});
    expect(readChanges(form({ ...same, end: "1", password: "x" }), before, now)).toEqual({
      expiresAt: "2026-11-21T09:00:00.000Z",
      password: "x",
    });
  });

  it("removes what was emptied, but a password only where that is said", () => {
    const emptied = { ...same, maxViews: "", note: "" };
    expect(readChanges(form(emptied), before, now)).toEqual({ maxViews: null, note: null });
    expect(readChanges(form({ ...same, open: "on" }), before, now)).toEqual({ password: null });
  });
});
