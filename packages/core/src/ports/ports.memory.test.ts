import { describe, expect, it } from "vitest";
import { createTintype } from "../create-tintype.ts";
import { announce, createWorld } from "../world.fixture.ts";
import { drain } from "./drain.fixture.ts";
import { createFaultyPorts, type Fault } from "./fault-ports.fixture.ts";
import { createMemoryPorts } from "./ports.memory.ts";

describe("all ports in memory", () => {
  it("are all that Tintype needs, with whatever settings", () => {
    const ports = createMemoryPorts({ settings: { publicUrl: "https://other.example", page: { usual: 3 } } });
    expect(ports.settings).toMatchObject({ publicUrl: "https://other.example", page: { usual: 3, most: 100 } });
    expect(Object.keys(createTintype(ports))).toEqual(expect.arrayContaining(["accounts", "photos", "shares"]));
  });

  it("do the same in every run, and know nothing of one another", async () => {
    const run = async () => {
      const { develop } = await createWorld();
      return develop();
    };
    const [one, other] = [await run(), await run()];
    expect(one).toEqual(other);
  });
});

describe("draining", () => {
  it("works off every lane until it is quiet, and says what was done", async () => {
    const world = await createWorld({ repeats: 0 });
    const { tintype, ports, ana, picture } = world;
    const { id } = await world.upload(picture({ ends: "image_damaged" }));
    const { done, troubles } = await drain(tintype, ports);
    expect(done.map(({ event, lane }) => [event.type, lane])).toEqual([
      ["photo_uploaded", "imaging"],
      ["photo_failed", "purge"],
    ]);
    expect(troubles).toEqual([]);
    expect((await tintype.photos.getPhoto(ana, id)).state).toBe("failed");
  });

  it("tries ten times, and buries what fails each time", async () => {
    const { ports, upload, picture } = await createWorld();
    await upload(picture());
    const { troubles } = await drain({ react: () => Promise.reject(new Error("no luck")) }, ports);
    expect(troubles).toHaveLength(10);
    expect(ports.queue.buried).toMatchObject([{ delivery: { attempt: 10 }, reason: "Error: no luck" }]);
  });
});

describe("ports that fail once", () => {
  const begin = async (fault: Fault) => {
    const { ports: whole, tintype: later, ana } = await createWorld();
    const { ports, hasFailed } = createFaultyPorts(whole, fault);
    const tintype = createTintype(ports);
    const code = async () =>
      tintype.photos.beginUpload(ana, announce(new Uint8Array(1))).then(
        () => "resolved",
        (error: Error) => error.name,
      );
    const codes = [await code(), await code()];
    const recorded = (await later.photos.listPhotos(ana)).items.length;
    return { codes, recorded, hasFailed: hasFailed() };
  };

  it("fail that call alone, before or after it has had its effect", async () => {
    // Looking the account up, reserving room, saving, signing a ticket.
    const trouble = { at: 3, kind: "trouble" } as const;
    const codes = ["Unavailable", "resolved"];
    expect(await begin({ ...trouble, when: "before" })).toEqual({ codes, recorded: 1, hasFailed: true });
    expect(await begin({ ...trouble, when: "after" })).toEqual({ codes, recorded: 2, hasFailed: true });
  });

  it("have no effect any more when the process is gone", async () => {
    const crash = { at: 3, kind: "crash" } as const;
    const codes = ["Gone", "Gone"];
    expect(await begin({ ...crash, when: "before" })).toEqual({ codes, recorded: 0, hasFailed: true });
    expect(await begin({ ...crash, when: "after" })).toEqual({ codes, recorded: 1, hasFailed: true });
  });

  it("do not fail where there are fewer calls", async () => {
    expect((await begin({ at: 99, when: "before", kind: "crash" })).hasFailed).toBe(false);
  });
});
