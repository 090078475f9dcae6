import { describe, expect, it } from "vitest";
import type { ApiCall } from "../../shared/api/create-api.ts";
import { changePhotos } from "./change-photos.ts";

describe(changePhotos, () => {
  it("asks for a hundred at a time, and tells what became of each", async () => {
    const ids = Array.from({ length: 250 }, (_, index) => `${index}`);
    const sizes: number[] = [];
    const api = async <Answer>(path: string, { body }: ApiCall = {}): Promise<Answer> => {
      const asked = body as { ids: string[]; action: string };
      expect([path, asked.action]).toEqual(["/photos/batch", "trash"]);
      sizes.push(asked.ids.length);
      const [first = "", ...done] = asked.ids;
      return { done, refused: [{ id: first, code: "photo_not_found" }] } as Answer;
    };
    const { done, refused } = await changePhotos(api, ids, { action: "trash" });
    expect(sizes).toEqual([100, 100, 50]);
    expect(done).toHaveLength(247);
    expect(refused.map(({ id }) => id)).toEqual(["0", "100", "200"]);
  });

  it("tells what is done already where a call fails, and asks for nothing more", async () => {
    const ids = Array.from({ length: 250 }, (_, index) => `${index}`);
    const failure = new Error("offline");
    let calls = 0;
    const api = async <Answer>(_: string, { body }: ApiCall = {}): Promise<Answer> => {
      calls += 1;
      if (calls === 2) throw failure;
      return { done: (body as { ids: string[] }).ids, refused: [] } as Answer;
    };
    const { done, error } = await changePhotos(api, ids, { action: "trash" });
    expect([done.length, error, calls]).toEqual([100, failure, 2]);
  });
});
