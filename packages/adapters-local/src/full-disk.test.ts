import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createTintype, system, TintypeError, type UserActor } from "@tintype/core";
import { createMemoryPorts, drain, sha256, testImage } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { systemError, watchFileSystem } from "./files/watched-file-system.fixture.ts";
import { openLocalStores } from "./open-local-stores.fixture.ts";
import { store } from "./sqlite/open-sqlite-database.ts";

const bytes = testImage(900, 600);
const idempotency = { keyHash: "key", bodyHash: "body" };

/** Tintype over SQLite and files whose disk can fill up, with somebody who has an account. */
async function openPlace() {
  const memory = createMemoryPorts();
  const watched = watchFileSystem("/");
  const stores = await openLocalStores(memory.clock, watched.system);
  const { database, folder } = stores;
  const ports = { ...memory, ...stores };
  const tintype = createTintype(ports);
  const identity = { issuer: "https://pool.example", subject: ports.identities.addUser({ email: "ana@example.com" }) };
  const { id } = await tintype.accounts.registerAccount(system, { identity, email: "ana@example.com" });
  const ana: UserActor = { kind: "user", userId: id };
  await drain(tintype, ports);

  const pragma = (text: string) => database[store].prepareValue<number>(`PRAGMA ${text}`).get() ?? 0;
  return {
    ana,
    tintype,
    ports,
    /** Sends a photo, has it developed, shares it and says what it shows; how often there was no room for it. */
    async live(): Promise<number> {
      const { photo } = await tintype.photos.uploadPhoto(ana, bytes, {}, { idempotency });
      const { troubles } = await drain(tintype, ports);
      for (const trouble of troubles) expect(trouble).toMatchObject({ code: "storage_full" });
      const caption = "\u{d55c}".repeat(5_000);
      await tintype.photos.editPhoto(ana, photo.id, { caption });
      await tintype.shares.createShare(ana, photo.id, {}, { idempotency: { ...idempotency, keyHash: "share" } });
      return troubles.length;
    },
    /** The database may grow by so many pages. */
    leavePages: (pages: number) => pragma(`max_page_count = ${pragma("page_count") + pages}`),
    /** So many more things may be done that need room on the disk, and then none. */
    leaveSteps(steps: number) {
      let left = steps;
      watched.before = (step) => {
        if (!needsRoom.test(step)) return;
        left -= 1;
        if (left < 0) throw systemError("ENOSPC");
      };
    },
    temporary: () => readdir(join(folder, "temporary")).catch(() => []),
    [Symbol.asyncDispose]: () => stores[Symbol.asyncDispose](),
  };
}

/** Other files than temporary ones are only opened to be read. */
const needsRoom = /^(open .*temporary|write|sync|mkdir|rename|link|copyFile) ?/;

type Place = Awaited<ReturnType<typeof openPlace>>;

/** What came of it: `done`, `done later` where it was not developed for want of room, or what was said. */
const endOf = async (place: Place): Promise<string> =>
  place.live().then(
    (troubles) => (troubles === 0 ? "done" : "done later"),
    (error: unknown) => (error instanceof TintypeError ? `${error.code}: ${error.message}` : String(error)),
  );

const noRoom = "storage_full: There is no room left on the server's storage.";

describe("a disk that is full", () => {
  it.each([
    ["for the database", "leavePages"],
    ["for files", "leaveSteps"],
  ] as const)(
    "%s says so, shows what there is, keeps nothing by half, and goes on once there is room",
    async (_, leave) => {
      const ends: string[] = [];
      for (let room = 0; ends.at(-1) !== "done"; room += 1) {
        await using place = await openPlace();
        const { tintype, ports, ana } = place;
        place[leave](room);
        ends.push(await endOf(place));
        expect((await tintype.photos.listPhotos(ana)).items.length).toBeLessThan(2);
        expect(await place.temporary()).toEqual([]);

        place[leave](10_000);
        ports.clock.advance(700_000);
        await tintype.reconcile();
        expect(await endOf(place)).toBe("done");
        const { items } = await tintype.photos.listPhotos(ana);
        expect(items).toMatchObject([{ state: "ready", sha256: sha256(bytes) }]);
        expect(await ports.usage.usage(ana.userId)).toEqual({ photos: 1, bytes: bytes.length });
        expect((await tintype.shares.listShares(ana)).items).toHaveLength(1);
        expect(await place.temporary()).toEqual([]);
      }
      expect(ends).toContain(noRoom);
      expect(ends.filter((end) => ![noRoom, "done", "done later"].includes(end))).toEqual([]);
      expect(ends.length).toBeGreaterThan(4);
    },
  );
});
