import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createAggregateCache } from "./aggregate-cache.ts";

interface Thing {
  readonly id: string;
  readonly saved: number;
  readonly revision: number;
}

describe("the parsed rows", () => {
  it("are parsed once between two saves", () => {
    const { cache, parsed } = createTable({ a: 1, b: 1 });
    expect(cache.all(rows({ a: 1, b: 1 }))).toEqual([thing("a", 1), thing("b", 1)]);
    expect(cache.all(rows({ b: 1, a: 1 }))).toEqual([thing("b", 1), thing("a", 1)]);
    expect(cache.parsed({ id: "a", saved: 1, document: "is not looked at" })).toEqual(thing("a", 1));
    expect(parsed).toEqual(["a1", "b1"]);
  });

  it("are parsed again after a save, whoever saved", () => {
    const { cache, stored } = createTable({ a: 1 });
    cache.all(rows({ a: 1 }));
    stored.set("a", 2);
    expect(cache.all(rows({ a: 2 }))).toEqual([thing("a", 2)]);
    expect(cache.parsed({ id: "a", saved: 3, document: JSON.stringify(thing("a", 3)) })).toEqual(thing("a", 3));
  });

  it("are what is stored when they are loaded, even if that was saved after the list was made", () => {
    const { cache, stored } = createTable({ a: 2, b: 1 });
    stored.delete("b");
    expect(cache.all(rows({ a: 1, b: 1 }))).toEqual([thing("a", 2)]);
    expect(cache.all(rows({ a: 2 }))).toEqual([thing("a", 2)]);
  });

  it("are parsed again when an id was forgotten", () => {
    const { cache, parsed } = createTable({ a: 1 });
    cache.all(rows({ a: 1 }));
    cache.forget("a");
    cache.all(rows({ a: 1 }));
    expect(parsed).toEqual(["a1", "a1"]);
  });

  it("are held in a bounded number, those in use the longest", () => {
    const ids = Array.from({ length: 100 }, (_, number) => `n${number}`);
    const { cache, parsed } = createTable(Object.fromEntries([...ids, "used"].map((id) => [id, 1])), 10);
    for (const id of ids) cache.all(rows({ used: 1, [id]: 1 }));
    expect(parsed.filter((name) => name === "used1").length).toBe(1);
    parsed.length = 0;
    cache.all(ids.map((id) => ({ id, saved: 1 })));
    expect(parsed.length).toBeGreaterThanOrEqual(90);
  });
});

function createTable(saved: Readonly<Record<string, number>>, kept = 100) {
  const stored = new Map(Object.entries(saved));
  const parsed: string[] = [];
  const schema: z.ZodType<Thing> = z
    .object({ id: z.string(), saved: z.number(), revision: z.number() })
    .refine((found) => parsed.push(`${found.id}${found.saved}`));
  const load = (ids: readonly string[]) =>
    ids.flatMap((id) => {
      const version = stored.get(id);
      return version === undefined ? [] : [JSON.stringify(thing(id, version))];
    });
  return { cache: createAggregateCache(schema, load, kept), stored, parsed };
}

const thing = (id: string, saved: number): Thing => ({ id, saved, revision: 1 });

const rows = (saved: Readonly<Record<string, number>>) =>
  Object.entries(saved).map(([id, version]) => ({ id, saved: version }));
