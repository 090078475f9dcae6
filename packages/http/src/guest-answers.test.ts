import { describe, expect, it } from "vitest";
import { canaries, type SharedPhoto, shareOnePhoto } from "./shared-photo.fixture.ts";

/** Every key in an answer, as a path; names of renditions are data. */
function keysOf(value: unknown, path = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((member) => keysOf(member, `${path}[]`));
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, member]) => {
    const name = path.endsWith("renditions") ? "*" : key;
    return keysOf(member, path === "" ? name : `${path}.${name}`);
  });
}

const photoKeys = [
  "id",
  "title",
  "caption",
  "width",
  "height",
  "capturedAt.local",
  "capturedAt.offset",
  "capturedAt.source",
  "placeholder",
  "colour",
  "renditions.*.url",
  "renditions.*.width",
  "renditions.*.height",
  "renditions.*.contentType",
];
const linkKeys = ["kind", "expiresAt", "owner.displayName"];
const problemKeys = ["type", "title", "status", "code", "detail", "instance", "requestId"];

/** Everything that somebody with a link, and nothing else, can be told. */
async function everythingToldToGuests({ send, token, photo, open }: SharedPhoto) {
  const wrong = await send(`POST /s/${token}/open`, { json: { password: "wrong-password" } });
  const opened = await send(`POST /s/${token}/open`, { json: { password: "snow-flake" } });
  const headers = { ...(await open("snow-flake")), accept: "application/json" };
  return {
    described: await send(`GET /s/${token}`),
    wrong,
    opened,
    photos: await send(`GET /s/${token}/photos`, { headers }),
    download: await send(`GET /s/${token}/photos/${photo}/download`, { headers }),
    lost: await send(`GET /s/${"A".repeat(43)}`),
    unsigned: await send(`GET /s/${token}/photos`),
    elsewhere: await send(`GET /api/photos/${photo}`, { headers }),
  };
}

describe("what a guest is told", () => {
  it("is on this list, and nothing else is", async () => {
    const world = await shareOnePhoto({ password: "snow-flake" });
    await world.send(`PATCH /api/photos/${world.photo}`, { as: world.ana, json: { caption: "In the garden" } });
    const told = await everythingToldToGuests(world);
    const allowed = {
      described: ["needsPassword", ...linkKeys],
      opened: [
        "grant",
        "expiresAt",
        "share.download",
        ...linkKeys.map((key) => `share.${key}`),
        ...photoKeys.map((key) => `photos[].${key}`),
      ],
      photos: photoKeys.map((key) => `items[].${key}`),
    };
    for (const [name, keys] of Object.entries(allowed)) {
      const found = new Set(keysOf(told[name as keyof typeof allowed].body));
      expect([...found].toSorted(), name).toEqual(keys.toSorted());
    }
    for (const name of ["wrong", "download", "lost", "unsigned", "elsewhere"] as const) {
      expect(keysOf(told[name].body).toSorted(), name).toEqual(problemKeys.toSorted());
    }
  });

  it("holds nothing of the owner, the camera, the place or the file", async () => {
    const world = await shareOnePhoto({ password: "snow-flake" });
    const { sha256, upload, original } = (await world.ports.photos.get(world.photo as never)) ?? {};
    const { tokenHash, passwordHash } = (await world.ports.shares.get(world.share as never)) ?? {};
    const told = await everythingToldToGuests(world);
    const text = Object.values(told).map(({ text, headers }) => `${text} ${JSON.stringify([...headers])}`);
    const secrets = [
      ...Object.values(canaries).map(String),
      "winter",
      world.ana.id,
      sha256,
      upload?.key,
      original,
      tokenHash,
      passwordHash,
    ];
    expect(secrets).toHaveLength(12);
    for (const secret of secrets) {
      expect(secret?.length).toBeGreaterThan(5);
      expect(
        text.filter((said) => said.includes(`${secret}`)),
        secret,
      ).toEqual([]);
    }
  });

  it("is not repeated in the log: neither what was asked for, nor what was told, nor who the owner is", async () => {
    const world = await shareOnePhoto({ password: "snow-flake" });
    const before = world.log.length;
    const { opened } = await everythingToldToGuests(world);
    const log = JSON.stringify(world.log.slice(before));
    const said = [world.token, "snow-flake", "wrong-password", opened.body.grant, world.ana.id, "ana", world.photo];
    for (const secret of [...said, ...Object.values(canaries).map(String)]) expect(log).not.toContain(secret);
    expect(log).not.toMatch(/Policy|Signature/);
  });
});
