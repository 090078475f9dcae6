import { describe, expect, it } from "vitest";
import { parseSettings } from "./settings.ts";
import { days, hours, minutes, seconds } from "./shared/instant.ts";

const publicUrl = "https://photos.example";

describe("settings", () => {
  it("are the product's numbers where nothing else is said", () => {
    const { original, page, quota, lifetimes, renditions } = parseSettings({ publicUrl });
    expect(original).toEqual({
      bytes: 50 * 2 ** 20,
      partBytes: 5 * 2 ** 20,
      pixels: 100_000_000,
      side: 16_384,
      frames: 100,
      directBytes: 4 * 2 ** 20,
    });
    expect(page).toEqual({ usual: 50, most: 100, text: 2 ** 20 });
    expect(quota.free).toEqual({ photos: 10_000, bytes: 5 * 2 ** 30 });
    expect(quota.premium).toEqual({ photos: 1_000_000, bytes: 2 * 2 ** 40 });
    expect(lifetimes).toMatchObject({
      uploadTicket: minutes(60),
      incoming: days(1),
      ownerWindow: hours(1),
      guestWindow: seconds(150),
      share: days(7),
      longestShare: days(365),
      unlock: minutes(30),
      trash: days(30),
      tombstone: days(30),
      receipt: hours(24),
    });
    expect(renditions.map(({ name, edge, format, moves }) => [name, edge, format, moves])).toEqual([
      ["thumb", 480, "webp", false],
      ["medium", 1_280, "webp", true],
      ["large", 2_048, "jpeg", false],
    ]);
  });

  it("can be said one by one, the others staying as they are", () => {
    const { quota } = parseSettings({ publicUrl, quota: { free: { photos: 3 } } });
    expect(quota.free).toEqual({ photos: 3, bytes: 5 * 2 ** 30 });
    expect(quota.premium.photos).toBe(1_000_000);
  });

  it("reduce the public address to its origin", () => {
    expect(parseSettings({ publicUrl: "http://192.168.0.2:8080/api/?x#y" }).publicUrl).toBe("http://192.168.0.2:8080");
  });

  it.each([
    ["an address that no browser opens", { publicUrl: "ftp://photos.example" }],
    ["no address", { publicUrl: "" }],
    ["a number that nobody knows", { publicUrl, quotas: {} }],
    ["a size below one", { publicUrl, original: { bytes: 0 } }],
    ["half a byte", { publicUrl, original: { bytes: 1.5 } }],
    ["no renditions", { publicUrl, renditions: [] }],
    ["two renditions of one name", { publicUrl, renditions: [thumb(), thumb()] }],
    ["a JPEG that moves", { publicUrl, renditions: [{ ...thumb(), format: "jpeg", moves: true }] }],
    ["a rendition whose name could be a path", { publicUrl, renditions: [{ ...thumb(), name: "../x" }] }],
  ])("refuse %s", (_, settings) => {
    expect(() => parseSettings(settings as Parameters<typeof parseSettings>[0])).toThrow();
  });
});

function thumb() {
  return { name: "thumb", edge: 480, format: "webp" as const };
}
