import { describe, expect, it } from "vitest";
import { PhotoId } from "../shared/ids.ts";
import { hours, Instant, millisOf, plus, seconds } from "../shared/instant.ts";
import { signingWindow } from "./signing-window.ts";

const photos = Array.from({ length: 200 }, (_, made) => PhotoId.parse(`01KAFAKE${String(made).padStart(18, "0")}`));
const photo = photos[0] as PhotoId;
const noon = Instant.parse("2026-11-20T12:00:00.000Z");

describe.each([
  ["an owner's", hours(1)],
  ["a guest's", seconds(150)],
])("%s window", (_, length) => {
  it("ends after more than one length and at most two, in whole seconds", () => {
    for (let passed = 0; passed < 3 * length; passed += Math.floor(length / 37)) {
      const now = plus(noon, passed);
      const left = millisOf(signingWindow(photo, now, length).expiresAt) - millisOf(now);
      expect(left).toBeGreaterThan(length);
      expect(left).toBeLessThanOrEqual(2 * length);
      expect(millisOf(signingWindow(photo, now, length).expiresAt) % 1_000).toBe(0);
    }
  });

  it("is the same from its first millisecond to its last", () => {
    const { startsAt, expiresAt } = signingWindow(photo, noon, length);
    expect(signingWindow(photo, startsAt, length).expiresAt).toBe(expiresAt);
    expect(signingWindow(photo, plus(startsAt, length - 1), length).expiresAt).toBe(expiresAt);
    expect(signingWindow(photo, plus(startsAt, length), length).expiresAt).toBe(plus(expiresAt, length));
    expect(signingWindow(photo, plus(startsAt, -1), length).expiresAt).toBe(plus(expiresAt, -length));
  });

  it("begins at another moment for other photos", () => {
    const starts = new Set(photos.map((id) => signingWindow(id, noon, length).startsAt));
    expect(starts.size).toBeGreaterThan(photos.length / 3);
  });
});
