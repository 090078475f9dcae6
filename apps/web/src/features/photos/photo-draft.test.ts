import type { PhotoView } from "@tintype/core";
import { describe, expect, it } from "vitest";
import { changesOf, draftOf, isContested, rebase } from "./photo-draft.ts";

const photo = (part: object): PhotoView => ({ revision: 1, tags: [], ...part }) as unknown as PhotoView;
const begun = draftOf(photo({ title: "Hills", tags: ["green"] }));
const written = { ...begun, said: { ...begun.said, title: "Five hills" } };

describe("what is written of a photo", () => {
  it("is saved alone, and what is emptied is taken away", () => {
    expect(changesOf(begun)).toEqual({});
    expect(changesOf(written)).toEqual({ title: "Five hills" });
    expect(changesOf({ ...begun, said: { title: "", caption: "Far", tags: ["green", "far"] } })).toEqual({
      title: null,
      caption: "Far",
      tags: ["green", "far"],
    });
  });

  it("stays when somebody else was quicker, and what they changed stays, too", () => {
    const theirs = photo({ revision: 3, title: "Theirs", caption: "By somebody else", tags: ["green", "far"] });
    const draft = rebase(written, theirs);
    expect(draft).toMatchObject({ revision: 3, said: { title: "Five hills", caption: "By somebody else" } });
    expect(changesOf(draft)).toEqual({ title: "Five hills" });
  });

  it("is contested where both changed the same to something else", () => {
    expect(isContested(written, photo({ revision: 2, title: "Theirs", tags: ["green"] }))).toBe(true);
    expect(isContested(written, photo({ revision: 2, title: "Five hills", tags: ["green"] }))).toBe(false);
    expect(isContested(written, photo({ revision: 2, title: "Hills", caption: "New", tags: [] }))).toBe(false);
  });
});
