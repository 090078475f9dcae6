import { describe, expect, it } from "vitest";
import { codeOf } from "../ports/code-of.fixture.ts";
import { anonymous } from "../shared/actor.ts";
import { createWorld } from "../world.fixture.ts";
import type { PhotoChanges } from "./edit-photo.ts";

const family = "👨‍👩‍👧‍👦";

describe("editing a photo", () => {
  it("changes what is said and leaves the rest", async () => {
    const { tintype, ana, develop } = await createWorld();
    const photo = await develop();
    const first = await tintype.photos.editPhoto(ana, photo.id, {
      title: "Sea",
      caption: "Blue.",
      tags: ["b", "a", "b"],
    });
    expect(first).toEqual({ ...photo, title: "Sea", caption: "Blue.", tags: ["b", "a"], revision: 2 });
    const second = await tintype.photos.editPhoto(ana, photo.id, { title: "Lake" });
    expect(second).toEqual({ ...first, title: "Lake", revision: 3 });
    expect(await tintype.photos.getPhoto(ana, photo.id)).toEqual(second);
  });

  it("takes away what is null or empty", async () => {
    const { tintype, ana, develop } = await createWorld();
    const photo = await develop(undefined, { title: "Sea", caption: "Blue.", tags: ["a"] });
    const bare = await tintype.photos.editPhoto(ana, photo.id, { title: null, caption: " \u0000 ", tags: null });
    expect(bare).not.toHaveProperty("title");
    expect(bare).not.toHaveProperty("caption");
    expect(bare.tags).toEqual([]);
  });

  it("counts what people see as one character as one", async () => {
    const { tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    const edit = (changes: PhotoChanges) => codeOf(tintype.photos.editPhoto(ana, id, changes));
    expect(await edit({ title: family.repeat(200), tags: [family.repeat(50)] })).toBe("resolved");
    expect(await edit({ title: family.repeat(201) })).toBe("invalid_input");
    expect(await edit({ caption: "é".repeat(5_000) })).toBe("resolved");
    expect(await edit({ caption: "é".repeat(5_001) })).toBe("invalid_input");
    expect(await edit({ tags: [family.repeat(51)] })).toBe("invalid_input");
  });

  it.each<[string, Record<string, unknown>]>([
    ["a field that nobody knows", { colour: "red" }],
    ["a field of the server's", { state: "ready" }],
    ["an owner", { owner: "01KAFAKE000000000000000002" }],
    ["a visibility that there is not", { visibility: "public" }],
    ["a number for a title", { title: 7 }],
    ["an empty tag", { tags: [" "] }],
    ["51 tags", { tags: Array.from({ length: 51 }, (_, tag) => `${tag}`) }],
  ])("refuses %s, and changes nothing", async (_, changes) => {
    const { ports, tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    const before = await ports.photos.get(id);
    expect(await codeOf(tintype.photos.editPhoto(ana, id, changes as PhotoChanges))).toBe("invalid_input");
    expect(await ports.photos.get(id)).toEqual(before);
  });

  it("keeps hostile text as text", async () => {
    const { tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    const hostile = `</title><script>alert(1)</script>'; DROP TABLE photos;-- {{7*7}} ../../etc/passwd %00`;
    const edited = await tintype.photos.editPhoto(ana, id, { title: `\u202E${hostile}\r\nSet-Cookie: a=b` });
    expect(edited.title).toBe(`${hostile} Set-Cookie: a=b`);
  });

  it("is refused to somebody who saw another revision, and says which one there is", async () => {
    const { tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    await tintype.photos.editPhoto(ana, id, { title: "a" }, { ifRevision: 1 });
    const late = tintype.photos.editPhoto(ana, id, { title: "b" }, { ifRevision: 1 });
    await expect(late).rejects.toMatchObject({ code: "revision_conflict", current: 2 });
  });

  it("lets one of two who saw the same revision win, and loses nothing without one", async () => {
    const { tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    const edit = (title: string, ifRevision?: number) =>
      codeOf(tintype.photos.editPhoto(ana, id, { title }, { ifRevision }));
    expect((await Promise.all([edit("a", 1), edit("b", 1)])).toSorted()).toEqual(["resolved", "revision_conflict"]);
    await Promise.all(Array.from({ length: 10 }, (_, time) => edit(`${time}`)));
    expect((await tintype.photos.getPhoto(ana, id)).revision).toBe(12);
  });

  it("is possible on its way and in the trash", async () => {
    const { tintype, ana, upload, develop, picture } = await createWorld();
    const { id } = await develop();
    await tintype.photos.trashPhoto(ana, id);
    for (const photo of [id, (await upload(picture())).id]) {
      expect(await tintype.photos.editPhoto(ana, photo, { title: "x" })).toMatchObject({ title: "x" });
    }
  });

  it("is nobody else's business", async () => {
    const { tintype, ben, develop } = await createWorld();
    const { id } = await develop();
    expect(await codeOf(tintype.photos.editPhoto(ben, id, { title: "x" }))).toBe("photo_not_found");
    expect(await codeOf(tintype.photos.editPhoto(anonymous, id, { title: "x" }))).toBe("sign_in_required");
  });
});
