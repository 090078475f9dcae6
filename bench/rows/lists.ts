import { generateKeyPairSync, sign } from "node:crypto";
import { UserId } from "@tintype/core";
import { openQueries } from "../bare/queries.ts";
import type { Client } from "../client.ts";
import { deepCursors, makeLibrary, seedLibrary } from "../library.ts";
import { wire } from "../load/drive.ts";
import type { Contender, Group, Row } from "../row.ts";
import { openStage, type StageTools } from "../stage.ts";
import { median } from "../statistics.ts";

const sizes = { small: 1_000, usual: 100_000, large: 1_000_000 };

export const lists: Group = {
  name: "lists",
  rows: [
    ...pageRows(
      "list-first",
      `list page of 50, first, ${words(sizes.usual)} photos`,
      `first${sizes.usual}`,
      998,
      4,
      2.5,
    ),
    ...pageRows("list-deep", `list page of 50, deep, ${words(sizes.usual)} photos`, `deep${sizes.usual}`, 77, 40, 25),
    growthRow("list-growth", sizes.usual),
    { ...growthRow("list-growth-large", sizes.large), large: true },
    {
      name: "list-cold",
      what: "list page of 50 photos that nobody looked at in this hour, p50",
      unit: "ms",
      ours: "cold",
      limit: "signatures",
      against: "node:crypto alone: the page's 50 signatures, one thread",
      better: "lower",
    },
  ],
  open: (options) =>
    openStage(options, async (tools) => {
      const figuresOf = (size: number) => [
        `first${size}`,
        `deep${size}`,
        `deep${size}P95`,
        ...(size === sizes.usual ? ["cold"] : []),
      ];
      const isWanted = (size: number) => figuresOf(size).some((figure) => options.wanted.has(figure));
      const contenders: Contender[] = [await tools.hello(), signatures];
      for (const size of Object.values(sizes).filter(isWanted)) contenders.push(...(await library(tools, size)));
      return contenders;
    }),
};

/** A library of that size on a server of its own. */
async function library(tools: StageTools, size: number): Promise<readonly Contender[]> {
  const server = await tools.tintype();
  const { user, dataFolder } = server;
  const owner = UserId.parse(user.id);
  await seedLibrary(dataFolder, makeLibrary(owner, size));
  const cursors = await deepCursors(dataFolder, owner, size);
  const list = (query = "") => wire("GET", `/api/photos${query}`, user.headers);
  // Everything is signed and parsed once before it is measured; the walk below measures what is not.
  for (const cursor of cursors) await user.get(`/api/photos?cursor=${cursor}`);
  const overHttp = [
    tools.load(`first${size}`, server, { requests: [list()] }),
    tools.load(`deep${size}`, server, { requests: cursors.map((cursor) => list(`?cursor=${cursor}`)) }),
  ];
  if (size !== sizes.usual) return overHttp;
  const queries = tools.stack.use(openQueries(dataFolder, makeLibrary(owner, size)));
  return [
    ...overHttp,
    walk(user),
    { gives: [`first${size}Query`], run: async () => ({ [`first${size}Query`]: await queries.first() }) },
    { gives: [`deep${size}Query`], run: async () => ({ [`deep${size}Query`]: await queries.deep() }) },
  ];
}

/** Goes on through the library where it stopped: its pages are always new to the server. */
function walk(user: Client): Contender {
  let cursor: string | undefined;
  return {
    gives: ["cold"],
    async run() {
      const times: number[] = [];
      for (let page = 0; page < 60; page += 1) {
        const begun = performance.now();
        const answer = await user.get<{ next?: string }>(
          `/api/photos${cursor === undefined ? "" : `?cursor=${cursor}`}`,
        );
        if (cursor !== undefined) times.push(performance.now() - begun);
        cursor = answer.next;
      }
      return { cold: median(times) };
    },
  };
}

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
const signatures: Contender = {
  gives: ["signatures"],
  async run() {
    const times = Array.from({ length: 20 }, (_, page) => {
      const begun = performance.now();
      for (let photo = 0; photo < 50; photo += 1) sign("sha256", Buffer.from(`${page} ${photo}`), privateKey);
      return performance.now() - begun;
    });
    return { signatures: median(times) };
  },
};

function pageRows(
  name: string,
  what: string,
  ours: string,
  rival: number,
  goal: number,
  floor: number,
): readonly Row[] {
  const row = { what, unit: "/s", ours, better: "higher" } as const;
  return [
    {
      ...row,
      name,
      limit: "hello",
      against: "a Hono application that says hello",
      goal: (rival * goal) / 54_600,
      floor: (rival * floor) / 54_600,
      converted: `rival ${rival}/s × ${goal} and × ${floor}, where this limit was 54,600/s`,
      ci: true,
    },
    {
      ...row,
      name: `${name}-query`,
      limit: `${ours}Query`,
      against: "better-sqlite3 alone: the keyset query, 51 documents as text, without HTTP",
    },
  ];
}

function growthRow(name: string, size: number): Row {
  return {
    name,
    what: `deep page, p95 with ${words(size)} photos`,
    unit: "ms",
    ours: `deep${size}P95`,
    limit: `deep${sizes.small}P95`,
    against: `Tintype's own p95 with ${words(sizes.small)} photos`,
    better: "lower",
    goal: 1.2,
    floor: 1.5,
  };
}

function words(count: number): string {
  return count.toLocaleString("en");
}
