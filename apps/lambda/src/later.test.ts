import { describe, expect, it } from "vitest";
import { collect } from "./collect.fixture.ts";
import { later } from "./later.ts";

interface Shelf {
  get(name: string): Promise<string>;
  all(): AsyncIterable<string>;
}

const shelf: Shelf = {
  get: async (name) => `the ${name}`,
  async *all() {
    yield "cup";
    yield "plate";
  },
};

const open = (load: () => Promise<Shelf>) => later({ get: "resolves", all: "yields" }, load);

describe(later, () => {
  it("loads nothing before somebody asks, and then once", async () => {
    let loads = 0;
    const port = open(async () => {
      loads += 1;
      return shelf;
    });
    port.all();
    expect(loads).toBe(0);
    expect(await Promise.all([port.get("cup"), port.get("plate")])).toEqual(["the cup", "the plate"]);
    expect(await collect(port.all())).toEqual(["cup", "plate"]);
    expect(loads).toBe(1);
  });

  it("tries again after it could not be loaded", async () => {
    let loads = 0;
    const port = open(async () => {
      loads += 1;
      if (loads === 1) throw new Error("not yet");
      return shelf;
    });
    await expect(port.get("cup")).rejects.toThrow("not yet");
    expect(await port.get("cup")).toBe("the cup");
  });

  it("is not taken for a promise", () => {
    expect("then" in open(async () => shelf)).toBe(false);
  });
});
