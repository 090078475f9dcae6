import { describe, expect, it } from "vitest";
import { createManualClock } from "../ports/clock.fixture.ts";
import { aPhoto } from "../ports/entities.fixture.ts";
import { parseSettings } from "../settings.ts";
import { Photo } from "./photo.ts";
import { viewPhoto } from "./view-photo.ts";

/** Ports whose signer counts how often it was asked. */
function signing() {
  let signed = 0;
  const sign = async (resource: string, expiresAt: string) => {
    signed += 1;
    return `${resource} ${expiresAt}`;
  };
  const settings = parseSettings({ publicUrl: "https://photos.example.com" });
  return { ports: { settings, clock: createManualClock(), urls: { sign } }, signed: () => signed };
}

const rendition = { key: "p/1/2/thumb.webp", width: 480, height: 320, bytes: 10, contentType: "image/webp" };
const developed = () => Photo.parse({ ...aPhoto(), renditions: { thumb: rendition } });

describe("showing a photo again", () => {
  it("gives the same view, which nobody can change, without signing anything", async () => {
    const { ports, signed } = signing();
    const photo = developed();
    const view = await viewPhoto(ports, photo);
    expect(await viewPhoto(ports, photo)).toBe(view);
    expect(signed()).toBe(1);
    expect(() => Object.assign(view, { title: "Mine" })).toThrow(TypeError);
    expect(() => Object.assign(view.renditions?.["thumb"] ?? {}, { url: "https://elsewhere.example" })).toThrow(
      TypeError,
    );
  });

  it("gives another view in the next window, of the next state, and with another signer", async () => {
    const { ports } = signing();
    const photo = developed();
    const views = [
      await viewPhoto(ports, photo),
      await viewPhoto(ports, Photo.parse({ ...photo, title: "Later", saved: photo.saved + 1 })),
      await viewPhoto({ ...ports, urls: { sign: async () => "by another" } }, photo),
    ];
    ports.clock.advance(ports.settings.lifetimes.ownerWindow);
    views.push(await viewPhoto(ports, photo));
    expect(new Set(views.map((view) => JSON.stringify(view))).size).toBe(4);
  });

  it("remembers what is shown again and again, however many others are shown", async () => {
    const { ports } = signing();
    const photo = developed();
    const view = await viewPhoto(ports, photo);
    for (let others = 0; others < 6_000; others += 1) {
      await viewPhoto(ports, { ...photo });
      if (others % 1_000 === 0) expect(await viewPhoto(ports, photo)).toBe(view);
    }
  });
});
