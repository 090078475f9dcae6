import { testImage } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { openHttp } from "../http.fixture.ts";
import { announced, develop } from "./developed-photo.fixture.ts";

describe("the library", () => {
  it("comes in pages, newest first, with addresses that work as they are", async () => {
    const api = await openHttp();
    const { send, ana, ports } = api;
    const ids: string[] = [];
    for (let side = 1; side <= 5; side += 1) {
      ids.unshift(await develop(api, testImage(600, 400 + side)));
      ports.clock.advance(1_000);
    }
    const first = await send("GET /api/photos?limit=2", { as: ana });
    expect(first.body.items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
    const second = await send(`GET /api/photos?limit=3&cursor=${first.body.next}`, { as: ana });
    expect(second.body.items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(2));
    expect(second.body).not.toHaveProperty("next");
    const url = new URL(first.body.items[0].renditions.thumb.url);
    expect(ports.urls.opens(url.pathname.slice(1), url.search.slice(1), ports.clock.now())).toBe(true);
    expect((await send("GET /api/photos", { as: ana })).body.items).toHaveLength(5);
    expect((await send("GET /api/photos", { as: api.ben })).body).toEqual({ items: [] });
  });

  it.each(["garbage", "a.b", `${"A".repeat(43)}.MjAyNg`, "%00", "%F0%9F%98%80"])(
    "does not go on at %s",
    async (cursor) => {
      const { send, ana } = await openHttp();
      const answer = await send(`GET /api/photos?cursor=${cursor}`, { as: ana });
      expect([answer.status, answer.body.code]).toEqual([400, "invalid_cursor"]);
    },
  );

  it("does not go on where somebody else's, or the trash, was left", async () => {
    const api = await openHttp();
    await develop(api);
    await develop(api, testImage(300, 200));
    const { next } = (await api.send("GET /api/photos?limit=1", { as: api.ana })).body;
    for (const line of [`GET /api/photos?cursor=${next}&state=trashed`, `GET /api/shares?cursor=${next}`]) {
      expect((await api.send(line, { as: api.ana })).status).toBe(400);
    }
    expect((await api.send(`GET /api/photos?cursor=${next}`, { as: api.ben })).status).toBe(400);
    expect((await api.send(`GET /api/photos?cursor=${next}`, { as: api.ana })).status).toBe(200);
  });

  it.each(["0", "101", "1.5", "-1", "", "ten", "1e1", "0x10", "%205"])("has no pages of %j", async (limit) => {
    const { send, ana } = await openHttp();
    const answer = await send(`GET /api/photos?limit=${limit}`, { as: ana });
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, "limit"]);
  });

  it("can be filtered by state, tag and time", async () => {
    const api = await openHttp();
    const { send, ana } = api;
    const [july, august] = [
      await develop(api, takenAt("2026:07:31 23:59:59")),
      await develop(api, takenAt("2026:08:01 00:00:00")),
    ];
    const failed = await develop(api, testImage(300, 200, { ends: "image_damaged" }));
    for (const id of [july, failed]) {
      await send(`PATCH /api/photos/${id}`, { as: ana, json: { tags: ["서울 & sea"] } });
    }
    const found = async (query: string) =>
      (await send(`GET /api/photos?${query}`, { as: ana })).body.items.map(({ id }: { id: string }) => id);
    expect(await found("state=ready")).toEqual([august, july]);
    expect(await found("state=failed")).toEqual([failed]);
    expect(await found(`tag=${encodeURIComponent("서울 & sea")}`)).toEqual([failed, july]);
    expect(await found("tag=%EC%84%9C%EC%9A%B8+%26+sea&state=ready")).toEqual([july]);
    expect(await found("from=2026-07&to=2026-08")).toEqual([july]);
    expect(await found("from=2026-08-01T00:00:00.000Z&to=2026-08-02")).toEqual([august]);
    expect(await found("tag=sea")).toEqual([]);
  });

  it.each(["tag=", "tag=%20", "from=yesterday", "to=2026-02-30", "from=2026-07-01T00:00+09:00", "state=shared"])(
    "is not filtered by %s",
    async (query) => {
      const { send, ana } = await openHttp();
      const answer = await send(`GET /api/photos?${query}`, { as: ana });
      expect([answer.status, answer.body.errors[0].path]).toEqual([422, query.split("=")[0]]);
    },
  );

  it("says how many photos there are from each month", async () => {
    const api = await openHttp();
    for (const time of ["2026:07:31 23:59:59", "2026:08:01 00:00:00", "2026:07:01 00:00:00"]) {
      await develop(api, takenAt(time));
    }
    const { status, body } = await api.send("GET /api/photos/months", { as: api.ana });
    expect([status, body]).toEqual([
      200,
      {
        items: [
          { month: "2026-08", count: 1 },
          { month: "2026-07", count: 2 },
        ],
      },
    ]);
    expect((await api.send("GET /api/photos/months", { as: api.ben })).body).toEqual({ items: [] });
  });

  it("has no other shelves", async () => {
    const { send, ana } = await openHttp();
    const answer = await send("GET /api/photos?state=purged", { as: ana });
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, "state"]);
  });
});

describe("many photos", () => {
  it("are changed together, and each is told what it was refused", async () => {
    const api = await openHttp();
    const { send, ana, ben } = api;
    const [first, second] = [await develop(api), await develop(api, testImage(300, 200))];
    const unknown = "01JD4QZ0000000000000000001";
    const change = async (json: object, as = ana) => {
      const { status, body } = await send("POST /api/photos/batch", { as, json });
      return [status, body];
    };
    const ids = [second, unknown, first, second];
    const outcome = { done: [second, first], refused: [{ id: unknown, code: "photo_not_found" }] };
    expect(await change({ ids, action: "tag", tags: ["winter"] })).toEqual([200, outcome]);
    expect((await send("GET /api/photos?tag=winter", { as: ana })).body.items).toHaveLength(2);
    const nothing = { done: [], refused: [second, unknown, first].map((id) => ({ id, code: "photo_not_found" })) };
    for (const action of ["trash", "restore", "purge"])
      expect(await change({ ids, action }, ben)).toEqual([200, nothing]);
    for (const tags of [["winter"], ["spring"]]) {
      expect(await change({ ids, action: "untag", tags }, ben)).toEqual([200, nothing]);
    }
    expect((await send("GET /api/photos?tag=winter", { as: ana })).body.items).toHaveLength(2);
    for (const action of ["trash", "restore", "purge"]) expect(await change({ ids, action })).toEqual([200, outcome]);
    expect((await send("GET /api/photos", { as: ana })).body.items).toEqual([]);
  });

  it.each([
    [{}, "ids"],
    [{ ids: [], action: "trash" }, "ids"],
    [{ ids: Array.from({ length: 101 }, () => "x"), action: "trash" }, "ids"],
    [{ ids: ["x"], action: "admire" }, "action"],
    [{ ids: ["x"], action: "tag" }, "tags"],
    [{ ids: ["x"], action: "trash", tags: ["winter"] }, "tags"],
    [{ ids: ["x"], action: "trash", really: true }, "really"],
  ])("are not changed by %j", async (json, path) => {
    const { send, ana } = await openHttp();
    const answer = await send("POST /api/photos/batch", { as: ana, json });
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, path]);
  });
});

describe("one photo", () => {
  it("can be edited, thrown away, taken back and deleted for good", async () => {
    const api = await openHttp();
    const { send, ana } = api;
    const id = await develop(api);
    const changes = { title: "First snow", caption: "\u{FEFF}In the garden ", tags: ["winter", "winter", "서울"] };
    const edited = await send(`PATCH /api/photos/${id}`, { as: ana, json: changes });
    expect(edited.body).toMatchObject({ title: "First snow", caption: "In the garden", tags: ["winter", "서울"] });
    expect(edited.headers.get("etag")).toBe('"2"');
    const cleared = await send(`PATCH /api/photos/${id}`, { as: ana, json: { title: null, tags: null } });
    expect(cleared.body).toMatchObject({ tags: [], caption: "In the garden" });
    expect(cleared.body).not.toHaveProperty("title");

    expect((await send(`DELETE /api/photos/${id}`, { as: ana })).status).toBe(204);
    expect((await send(`DELETE /api/photos/${id}`, { as: ana })).status).toBe(204);
    expect((await send("GET /api/photos", { as: ana })).body.items).toEqual([]);
    const trash = (await send("GET /api/photos?state=trashed", { as: ana })).body.items;
    expect(trash).toMatchObject([{ id, state: "trashed", purgeAt: "2026-12-20T09:30:00.000Z" }]);
    const restored = await send(`POST /api/photos/${id}/restore`, { as: ana });
    expect([restored.status, restored.body.state]).toEqual([200, "ready"]);

    expect((await send(`DELETE /api/photos/${id}?purge=true`, { as: ana })).status).toBe(204);
    expect((await send(`DELETE /api/photos/${id}?purge=true`, { as: ana })).status).toBe(204);
    expect((await send(`GET /api/photos/${id}`, { as: ana })).status).toBe(404);
    await api.drain();
    expect((await send("GET /api/me", { as: ana })).body.usage).toMatchObject({ photos: 0, bytes: 0 });
  });

  it("is deleted for good only when that is what was said", async () => {
    const api = await openHttp();
    const id = await develop(api);
    const odd = await api.send(`DELETE /api/photos/${id}?purge=yes`, { as: api.ana });
    expect([odd.status, odd.body.errors[0].path]).toEqual([422, "purge"]);
    expect((await api.send(`DELETE /api/photos/${id}?purge=false`, { as: api.ana })).status).toBe(204);
    expect((await api.send(`GET /api/photos/${id}`, { as: api.ana })).body.state).toBe("trashed");
  });

  it("gives its original to programs and to people", async () => {
    const api = await openHttp();
    const id = await develop(api);
    const people = await api.send(`GET /api/photos/${id}/original`, { as: api.ana });
    expect([people.status, people.headers.get("vary")]).toEqual([302, "Accept, Origin"]);
    const headers = { accept: "application/json" };
    const programs = await api.send(`GET /api/photos/${id}/original`, { as: api.ana, headers });
    expect(programs.body.url).toBe(people.headers.get("location"));
    const { pathname, search } = new URL(programs.body.url);
    expect(api.ports.urls.opens(pathname.slice(1), search.slice(1), api.ports.clock.now())).toBe(true);

    const { body } = await api.send("POST /api/photos", { as: api.ana, json: { ...announced, bytes: 5 } });
    const early = await api.send(`GET /api/photos/${body.photo.id}/original`, { as: api.ana });
    expect([early.status, early.body.code]).toEqual([409, "photo_state_conflict"]);
  });

  it("has an id of one spelling", async () => {
    const api = await openHttp();
    const id = await develop(api);
    const unknown = await api.send("GET /api/photos/01JD4QZ0000000000000000001", { as: api.ana });
    for (const other of [id.toLowerCase(), `${id}0`, "1", "undefined"]) {
      const answer = await api.send(`GET /api/photos/${other}`, { as: api.ana });
      expect({ ...answer.body, instance: "", requestId: "" }).toEqual({ ...unknown.body, instance: "", requestId: "" });
    }
  });

  it("is shown to its owner without what is nobody's business", async () => {
    const api = await openHttp();
    const id = await develop(api);
    const before = await api.ports.photos.get(id as never);
    if (before === undefined) throw new Error("It is gone.");
    await api.ports.photos.save({ before, after: { ...before, retries: 1, saved: before.saved + 1 }, events: [] });
    // The check of every answer takes no property that is not described.
    expect((await api.send(`GET /api/photos/${id}`, { as: api.ana })).status).toBe(200);
  });
});

const takenAt = (dateTimeOriginal: string) => testImage(600, 400, { times: { dateTimeOriginal } });
