import { QueryClient } from "@tanstack/react-query";
import type { PhotoView } from "@tintype/core";
import { describe, expect, it } from "vitest";
import type { Api } from "../../shared/api/create-api.ts";
import type { PhotoFilter, PhotoPages } from "./photo-lists.ts";
import { allPhotosNow, dropPhotos, keepPhoto, knownPhotos } from "./photo-queries.ts";

const photo = (id: string, part: object = {}): PhotoView =>
  ({ id, state: "processing", tags: [], createdAt: "2026-11-20T09:30:00.000Z", ...part }) as unknown as PhotoView;
const november: PhotoFilter = { from: "2026-11", to: "2026-12" };
const october: PhotoFilter = { from: "2026-10", to: "2026-11" };
const fetchedAt = 1_000;

/** Two months as they were fetched some time ago. */
function createClient(): QueryClient {
  const client = new QueryClient();
  const set = (filter: PhotoFilter, items: readonly PhotoView[]) => {
    const list: PhotoPages = { pages: [{ items }], pageParams: [undefined] };
    client.setQueryData(["photos", filter], list, { updatedAt: fetchedAt });
  };
  set(november, [photo("B"), photo("A")]);
  set(october, []);
  return client;
}
const stateOf = (client: QueryClient, filter: PhotoFilter) => client.getQueryState<PhotoPages>(["photos", filter]);

describe(keepPhoto, () => {
  it("puts the photo into its list, which is as old as before", () => {
    const client = createClient();
    keepPhoto(client, photo("A", { state: "ready" }));
    expect(knownPhotos(client, november)).toEqual([photo("B"), photo("A", { state: "ready" })]);
    expect(stateOf(client, november)).toMatchObject({ dataUpdatedAt: fetchedAt, isInvalidated: false });
  });

  it("leaves a list to be fetched anew that was", () => {
    const client = createClient();
    void client.invalidateQueries({ queryKey: ["photos", november], refetchType: "none" });
    keepPhoto(client, photo("A", { state: "ready" }));
    expect(knownPhotos(client, november)).toContainEqual(photo("A", { state: "ready" }));
    expect(stateOf(client, november)?.isInvalidated).toBe(true);
  });

  it("does not touch a list that it is not about", () => {
    const client = createClient();
    const before = stateOf(client, october);
    keepPhoto(client, photo("A", { state: "ready" }));
    expect(stateOf(client, october)).toBe(before);
  });
});

describe(dropPhotos, () => {
  it("takes photos out of lists, which are as old as before", () => {
    const client = createClient();
    dropPhotos(client, [photo("A")], "library");
    expect(knownPhotos(client, november)).toEqual([photo("B")]);
    expect(stateOf(client, november)?.dataUpdatedAt).toBe(fetchedAt);
  });
});

describe(allPhotosNow, () => {
  it("asks for every page, although all of them are known", async () => {
    const client = createClient();
    const pages = [{ items: [photo("C")], next: "1" }, { items: [photo("A")] }];
    const api: Api = async <Answer>() => pages.shift() as Answer;
    expect(await allPhotosNow(client, api, november)).toEqual([photo("C"), photo("A")]);
  });
});
