import { describe, expect, it } from "vitest";
import { createTintype } from "../create-tintype.ts";
import { Unavailable } from "../shared/errors.ts";
import type { PhotoId } from "../shared/ids.ts";
import { minutes } from "../shared/instant.ts";
import { createWorld } from "../world.fixture.ts";

describe("reconciling usage", () => {
  it("gives back room that was taken for a photo that was never recorded, after ten minutes", async () => {
    const world = await createWorld();
    const { tintype, ports, ana } = world;
    const photo = ports.ids.next() as PhotoId;
    const limits = { photos: 9, bytes: 9, openUploads: 9 };
    await ports.usage.reserve({ owner: ana.userId, photo, bytes: 7, reservedAt: ports.clock.now() }, limits);
    ports.clock.advance(minutes(10) - 1);
    await tintype.reconcile();
    expect((await tintype.accounts.getAccount(ana)).usage.photos).toBe(1);
    ports.clock.advance(1);
    await tintype.reconcile();
    expect((await tintype.accounts.getAccount(ana)).usage.photos).toBe(0);
  });

  it("reports what it could not close, and closes the others", async () => {
    const world = await createWorld();
    const { tintype, ports, ana } = world;
    const limits = { photos: 9, bytes: 9, openUploads: 9 };
    const photos = [1, 2, 3].map(() => ports.ids.next() as PhotoId);
    for (const photo of photos) {
      await ports.usage.reserve({ owner: ana.userId, photo, bytes: 1, reservedAt: ports.clock.now() }, limits);
    }
    ports.clock.advance(minutes(10));
    const limping = createTintype({
      ...ports,
      usage: {
        ...ports.usage,
        release: async (owner, photo) => {
          if (photo === photos[0]) throw new Unavailable("away");
          return ports.usage.release(owner, photo);
        },
      },
    });
    expect(await limping.reconcile()).toMatchObject({ attended: 2, troubles: [{ code: "unavailable" }] });
    expect((await tintype.accounts.getAccount(ana)).usage.photos).toBe(1);
  });
});
