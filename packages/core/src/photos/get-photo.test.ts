import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { testImage } from "../ports/image-processor.memory.ts";
import { anonymous, system } from "../shared/actor.ts";
import type { PhotoId } from "../shared/ids.ts";
import { hours, minutes, plus } from "../shared/instant.ts";
import { createWorld } from "../world.fixture.ts";
import { PhotoView } from "./photo-view.ts";

describe("looking at a photo", () => {
  it("shows its owner what the contract says, and nothing of how it is kept", async () => {
    const { ports, tintype, ana, develop, upload, picture } = await createWorld();
    const retried = await upload(picture({ ends: "image_crashed" }));
    await tintype.photos.developPhoto(system, retried.id, { attempt: 2 }).catch(() => undefined);
    expect((await ports.photos.get(retried.id))?.retries).toBe(1);
    for (const { id } of [retried, await develop(), await develop(picture({ ends: "image_damaged" }))]) {
      const photo = await tintype.photos.getPhoto(ana, id);
      expect(PhotoView.strict().parse(photo)).toEqual(photo);
      expect(JSON.stringify(photo)).not.toContain(ana.userId);
    }
  });

  it("gives every rendition an address that opens it for more than one hour and at most two", async () => {
    const { ports, tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    for (let moment = 0; moment < hours(3); moment += minutes(7)) {
      ports.clock.advance(minutes(7));
      const { renditions = {} } = await tintype.photos.getPhoto(ana, id);
      for (const { url } of Object.values(renditions)) {
        const { origin, pathname, search } = new URL(url);
        expect(origin).toBe("https://photos.example");
        const opens = (after: number) =>
          ports.urls.opens(pathname.slice(1), search.slice(1), plus(ports.clock.now(), after));
        expect([opens(0), opens(hours(1)), opens(hours(2))]).toEqual([true, true, false]);
      }
    }
  });

  it("gives the same addresses all through a window, and others in the next one", async () => {
    const { ports, tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    const addresses = async () =>
      JSON.stringify((await tintype.photos.getPhoto(ana, id)).renditions) +
      (await tintype.photos.getOriginal(ana, id)).url;
    const seen: string[] = [];
    for (let passed = 0; passed < 180; passed += 1) {
      seen.push(await addresses());
      ports.clock.advance(minutes(1));
    }
    const different = [...new Set(seen)];
    expect(different.length).toBeLessThanOrEqual(4);
    expect(seen.filter((each) => each === different[1])).toHaveLength(60);
  });

  it("opens no other photo's renditions, and no original, with those addresses", async () => {
    const { ports, develop } = await createWorld();
    const [one, other] = [await develop(), await develop()];
    const query = new URL(one.renditions?.["thumb"]?.url ?? "").search.slice(1);
    const now = ports.clock.now();
    const foreign = new URL(other.renditions?.["thumb"]?.url ?? "").pathname.slice(1);
    expect(ports.urls.opens(foreign, query, now)).toBe(false);
    const original = (await ports.photos.get(one.id))?.original ?? "";
    expect(ports.urls.opens(`dl/${original}`, query, now)).toBe(false);
    expect(ports.urls.opens(original, query, now)).toBe(false);
  });

  it("shows a photo in the trash, but not a tombstone", async () => {
    const { tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    await tintype.photos.trashPhoto(ana, id);
    expect(Object.keys((await tintype.photos.getPhoto(ana, id)).renditions ?? {})).toHaveLength(3);
    await tintype.photos.purgePhoto(ana, id);
    expect(await codeOf(tintype.photos.getPhoto(ana, id))).toBe("photo_not_found");
  });

  it("answers the same for what is somebody else's and for what is not there", async () => {
    const { tintype, ben, develop } = await createWorld();
    const refusalOf = (id: PhotoId) => tintype.photos.getPhoto(ben, id).catch((error: Error) => error.message);
    const [foreign, absent] = [(await develop()).id, "01KAFAKE000000000000009999" as PhotoId];
    expect(await refusalOf(foreign)).toBe(await refusalOf(absent));
    expect(await codeOf(tintype.photos.getPhoto(anonymous, foreign))).toBe("sign_in_required");
    expect(await codeOf(tintype.photos.getPhoto(anonymous, absent))).toBe("sign_in_required");
    expect(await codeOf(tintype.photos.getPhoto(system, foreign))).toBe("photo_not_found");
  });
});

describe("fetching the original", () => {
  it("opens that one file, for the owner alone, for at most two hours", async () => {
    const { ports, tintype, ana, ben, develop } = await createWorld();
    const { id } = await develop(testImage(9, 9));
    const { url, expiresAt } = await tintype.photos.getOriginal(ana, id);
    const { pathname, search } = new URL(url);
    const original = (await ports.photos.get(id))?.original;
    expect(pathname).toBe(`/dl/${original}`);
    expect(ports.urls.opens(`dl/${original}`, search.slice(1), ports.clock.now())).toBe(true);
    expect(ports.urls.opens(`dl/${original}x`, search.slice(1), ports.clock.now())).toBe(false);
    expect(Date.parse(expiresAt) - Date.parse(ports.clock.now())).toBeLessThanOrEqual(hours(2));
    expect(await codeOf(tintype.photos.getOriginal(ben, id))).toBe("photo_not_found");
    expect(await codeOf(tintype.photos.getOriginal(anonymous, id))).toBe("sign_in_required");
  });

  it("is possible in the trash, and not before there is one, nor after a failure", async () => {
    const { tintype, ana, upload, develop, picture } = await createWorld();
    const { id } = await develop();
    await tintype.photos.trashPhoto(ana, id);
    expect(await codeOf(tintype.photos.getOriginal(ana, id))).toBe("resolved");
    for (const photo of [await develop(picture({ ends: "image_damaged" })), await upload(picture())]) {
      expect(await codeOf(tintype.photos.getOriginal(ana, photo.id))).toBe("photo_state_conflict");
    }
  });
});
