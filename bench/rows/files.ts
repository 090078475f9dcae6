import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { targetOf } from "../client.ts";
import { wire } from "../load/drive.ts";
import { openPhotos } from "../photos.ts";
import type { Group } from "../row.ts";
import { openStage } from "../stage.ts";

const kept = "where nginx had";

export const files: Group = {
  name: "files",
  rows: [
    {
      name: "thumb",
      what: "thumb download",
      unit: "/s",
      ours: "thumb",
      limit: "bareSmall",
      against: "node:http and readFileSync, the same bytes",
      better: "higher",
      goal: 0.306,
      floor: 0.204,
      converted: `nginx 67,000/s × 0.15 and × 0.10, ${kept} this limit was 32,800/s`,
      ci: true,
    },
    {
      name: "thumb-304",
      what: "thumb that the client has (304)",
      unit: "/s",
      ours: "notModified",
      limit: "thumb",
      against: "Tintype's own thumb download",
      better: "higher",
      goal: 1.3,
      floor: 1,
      ci: true,
    },
    {
      name: "original",
      what: "original of 5.5 MB, 4 connections",
      unit: "MB/s",
      ours: "originalMB",
      limit: "bareLargeMB",
      against: "node:http and a stream of 1 MiB pieces",
      better: "higher",
      goal: 0.571,
      floor: 0.408,
      converted: `nginx 3,100 MB/s × 0.35 and × 0.25, ${kept} this limit was 1,899 MB/s`,
    },
    {
      name: "range",
      what: "range of 64 KiB",
      unit: "/s",
      ours: "range",
      limit: "bareRange",
      against: "node:http and one positional read",
      better: "higher",
      goal: 0.325,
      floor: 0.156,
      converted: `nginx 19,900/s × 0.25 and × 0.12, ${kept} this limit was 15,300/s`,
      ci: true,
    },
  ],
  open: (options) =>
    openStage(options, async ({ tintype, bare, load, stack }) => {
      const server = await tintype();
      const { user, port, dataFolder } = server;
      const photos = stack.use(await openPhotos(9));
      const photo = photos.all.toSorted((a, b) => nearness(a.bytes) - nearness(b.bytes))[0];
      if (photo === undefined) throw new Error("There is no photo to serve.");
      const id = await user.upload("photo.jpg", photo.bytes);
      const { renditions } = await user.until(id, ({ state }) => state === "ready", 25);
      const { url: original } = await user.get<{ url: string }>(`/api/photos/${id}/original`);
      const thumb = targetOf(renditions?.["thumb"]?.url ?? "");
      const small = join(dataFolder, "thumb.webp");
      const response = await fetch(`http://127.0.0.1:${port}${thumb}`);
      await writeFile(small, Buffer.from(await response.arrayBuffer()));
      const etag = response.headers.get("etag") ?? "";

      const alone = await bare(new URL("../bare/files.ts", import.meta.url), { small, large: photo.path });
      const range = { range: "bytes=1048576-1114111" };
      const get = (target: string, headers = {}) => [wire("GET", target, headers)];
      return [
        load("bareSmall", alone, { requests: get("/small") }),
        load("thumb", server, { requests: get(thumb) }),
        load("notModified", server, { requests: get(thumb, { "if-none-match": etag }), status: 304 }),
        load("bareLarge", alone, { requests: get("/large"), connections: 4 }),
        load("original", server, { requests: get(targetOf(original)), connections: 4 }),
        load("bareRange", alone, { requests: get("/large", range), status: 206 }),
        load("range", server, { requests: get(targetOf(original), range), status: 206 }),
      ];
    }),
};

const nearness = (bytes: Buffer): number => Math.abs(bytes.length - 5_500_000);
