import { join } from "node:path";
import Database from "better-sqlite3";
import { targetOf } from "../client.ts";
import { wire } from "../load/drive.ts";
import { openPhotos } from "../photos.ts";
import { rateOf } from "../rate.ts";
import type { Group, Row } from "../row.ts";
import { openStage } from "../stage.ts";

const row = (name: string, what: string, rival: number, goal: number, floor: number): Row => ({
  name: `share-${name}`,
  what,
  unit: "/s",
  ours: name,
  limit: "hello",
  against: "a Hono application that says hello",
  better: "higher",
  goal: (rival * goal) / 54_600,
  floor: (rival * floor) / 54_600,
  converted: `rival ${rival}/s × ${goal} and × ${floor}, where this limit was 54,600/s`,
});

export const shares: Group = {
  name: "shares",
  rows: [
    row("created", "share created (durable), 8 at once", 1_825, 4, 2.5),
    row("opened", "share opened (its view is counted, durably), 8 at once", 107, 40, 20),
    {
      name: "share-commits",
      what: "the same as created",
      unit: "/s",
      ours: "created",
      limit: "commits",
      against: "better-sqlite3 alone: single durable commits (WAL, FULL)",
      better: "higher",
    },
  ],
  open: (options) =>
    openStage(options, async ({ tintype, load, hello, stack }) => {
      const server = await tintype();
      const { user, dataFolder } = server;
      const photos = stack.use(await openPhotos(1));
      const id = await user.upload("photo.jpg", photos.all[0]?.bytes ?? Buffer.alloc(0));
      await user.until(id, ({ state }) => state === "ready", 25);
      const links = await Promise.all(
        Array.from({ length: 64 }, () => user.post<{ url: string }>(`/api/photos/${id}/share`, {})),
      );
      const json = { "content-type": "application/json" };
      const create = wire("POST", `/api/photos/${id}/share`, { ...user.headers, ...json }, "{}");
      const open = links.map(({ url }) =>
        wire("POST", `${targetOf(url)}/open`, { accept: "application/json", ...json }, "{}"),
      );

      const database = new Database(join(dataFolder, "bare.db"));
      stack.defer(() => void database.close());
      database.exec(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE shares (id INTEGER PRIMARY KEY, document TEXT)",
      );
      const insert = database.prepare("INSERT INTO shares (document) VALUES (?)");
      const document = JSON.stringify(links[0]);
      return [
        await hello(),
        { gives: ["commits"], run: async () => ({ commits: await rateOf(() => insert.run(document)) }) },
        load("created", server, { requests: [create], status: 201 }),
        load("opened", server, { requests: open }),
      ];
    }),
};
