import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { anonymous, system } from "../shared/actor.ts";
import { createWorld } from "../world.fixture.ts";

const takenAt = (dateTimeOriginal: string) => ({ times: { dateTimeOriginal } });

describe("the months of a library", () => {
  it("are counted by the camera's own clock, the latest first, without the trash", async () => {
    const { tintype, ana, ben, develop, picture } = await createWorld();
    for (const time of ["2026:10:31 23:59:59", "2026:11:01 00:00:00", "2001:01:01 00:00:00"]) {
      await develop(picture(takenAt(time)));
    }
    await develop();
    const trashed = await develop(picture(takenAt("1999:12:31 23:59:59")));
    await tintype.photos.trashPhoto(ana, trashed.id);
    await develop(undefined, {}, ben);
    expect(await tintype.photos.listMonths(ana)).toEqual([
      { month: "2026-11", count: 2 },
      { month: "2026-10", count: 1 },
      { month: "2001-01", count: 1 },
    ]);
    await tintype.photos.restorePhoto(ana, trashed.id);
    expect((await tintype.photos.listMonths(ana)).at(-1)).toEqual({ month: "1999-12", count: 1 });
    expect(await tintype.photos.listMonths(ben)).toEqual([{ month: "2026-11", count: 1 }]);
  });

  it("say how many photos a list holds from a month to the next", async () => {
    const { tintype, ana, develop, picture } = await createWorld();
    for (const time of ["2026:06:30 23:59:59", "2026:07:01 00:00:00", "2026:07:31 23:59:59", "2026:08:01 00:00:00"]) {
      await develop(picture(takenAt(time)));
    }
    const { items } = await tintype.photos.listPhotos(ana, { from: "2026-07", to: "2026-08" });
    const july = (await tintype.photos.listMonths(ana)).find(({ month }) => month === "2026-07");
    expect(july?.count).toBe(items.length);
    expect(items.length).toBe(2);
  });

  it("are for people with an account", async () => {
    const { tintype } = await createWorld();
    expect(await codeOf(tintype.photos.listMonths(anonymous))).toBe("sign_in_required");
    expect(await codeOf(tintype.photos.listMonths(system))).toBe("not_allowed");
  });
});
