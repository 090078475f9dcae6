import type { PhotoView } from "@tintype/core";
import { describe, expect, it } from "vitest";
import type { ApiCall } from "../../shared/api/create-api.ts";
import { stillInTrash } from "./still-in-trash.ts";

const photo = (id: string) => ({ id }) as PhotoView;

/** A trash of pages, and which of them was asked for. */
function trashOf(...pages: readonly (readonly string[])[]) {
  const asked: unknown[] = [];
  const api = async <Answer>(_: string, { query }: ApiCall = {}): Promise<Answer> => {
    asked.push(query);
    const page = Number(query?.["cursor"] ?? 0);
    const items = (pages[page] ?? []).map(photo);
    return { items, ...(page + 1 < pages.length && { next: `${page + 1}` }) } as Answer;
  };
  return { api, asked };
}

describe(stillInTrash, () => {
  it("leaves out what was restored meanwhile, however far behind the others are", async () => {
    const { api, asked } = trashOf(["D", "C"], ["A"]);
    expect(await stillInTrash(api, ["A", "B", "C"].map(photo))).toEqual([photo("A"), photo("C")]);
    expect(asked).toHaveLength(2);
    expect(asked[0]).toMatchObject({ state: "trashed" });
  });

  it("asks no further when all were found", async () => {
    const { api, asked } = trashOf(["B", "A"], ["C"]);
    expect(await stillInTrash(api, [photo("A")])).toEqual([photo("A")]);
    expect(asked).toHaveLength(1);
  });
});
