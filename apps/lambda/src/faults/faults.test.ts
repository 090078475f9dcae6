import { PhotoId } from "@tintype/core";
import { createFaultyPorts, type MemoryPorts, testImage } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { collect } from "../collect.fixture.ts";
import { type CloudOptions, createSimulatedCloud, type SimulatedCloud } from "./simulated-cloud.fixture.ts";

const bytes = testImage(900, 600);

/** Ana signs up and uploads a photo; then everything happens that happens by itself. */
async function takeOnePhoto(options: CloudOptions = {}) {
  const cloud = createSimulatedCloud(options);
  const ana = await cloud.signUp();
  const announced = { fileName: "a.jpg", contentType: "image/jpeg", bytes: bytes.length };
  const { photo, upload } = await cloud.tintype.photos.beginUpload(ana, announced);
  if (upload?.kind !== "put") throw new Error("There is no ticket.");
  await cloud.ports.tickets.send({ ...upload, body: bytes });
  cloud.tellOfUpload((await cloud.ports.photos.get(photo.id))?.upload.key ?? "");
  await cloud.settle();
  return found(cloud, photo.id);
}

/** What is there in the end. */
async function found({ ports, dead }: SimulatedCloud, id: string) {
  const photo = await ports.photos.get(PhotoId.parse(id));
  const keys = async (area: "incoming" | "originals" | "media") =>
    (await collect(ports.blobs.list(area, ""))).map(({ key }) => key);
  const [incoming, originals, media] = [await keys("incoming"), await keys("originals"), await keys("media")];
  return {
    state: photo?.state,
    renditions: Object.keys(photo?.renditions ?? {}),
    blobs: [incoming.length, originals.length, media.length],
    mails: ports.mailer.sent.map(({ to }) => to),
    usage: (await ports.usage.usage(photo?.owner ?? ("" as never))).photos,
    dead: dead.length,
  };
}

const oneOfEach = {
  state: "ready",
  renditions: ["thumb", "medium", "large"],
  blobs: [0, 1, 3],
  mails: ["ana@example.com"],
  usage: 1,
  dead: 0,
};

describe("one photo, one set of renditions and one mail", () => {
  it("come of it when nothing goes wrong", async () => {
    expect(await takeOnePhoto()).toEqual(oneOfEach);
  });

  it("come of it however often and in whatever order things are told", async () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      expect(await takeOnePhoto({ seed, repeats: 0.5, disorder: 0.5 })).toEqual(oneOfEach);
    }
  });

  it.each([
    ["S3's notice of it", "ObjectCreated"],
    ["the event that has it developed", "photo_uploaded"],
  ])("come of it when %s is lost", async (_, words) => {
    expect(await takeOnePhoto({ loses: words })).toEqual(oneOfEach);
  });

  it.each([
    ["fails before it has its effect", { when: "before", kind: "trouble" }],
    ["fails after it had its effect", { when: "after", kind: "trouble" }],
    ["is the last that its process begins", { when: "before", kind: "crash" }],
    ["is the last that its process ends", { when: "after", kind: "crash" }],
  ] as const)("come of it when any call of any port %s", async (_, fault) => {
    let calls = 0;
    for (let failed = true; failed; ) {
      calls += 1;
      let hasFailed = () => false;
      const spoil = (ports: MemoryPorts) => {
        const faulty = createFaultyPorts(ports, { at: calls, ...fault });
        ({ hasFailed } = faulty);
        return faulty.ports;
      };
      const isGone = () => fault.kind === "crash" && hasFailed();
      expect({ at: calls, ...(await takeOnePhoto({ spoil, isGone })) }).toEqual({ at: calls, ...oneOfEach });
      failed = hasFailed();
    }
    expect(calls).toBeGreaterThan(30);
  });

  it("come of it when time runs out at any call of any port", async () => {
    let calls = 0;
    for (let ranOut = true; ranOut; ) {
      calls += 1;
      ranOut = false;
      let signal = new AbortController();
      const runOut = () => {
        ranOut = true;
        signal.abort(new Error("out of time"));
        signal = new AbortController();
      };
      const spoil = (ports: MemoryPorts) => atCall(ports, calls, runOut);
      const result = await takeOnePhoto({ spoil, deadline: () => signal.signal });
      expect({ at: calls, ...result }).toEqual({ at: calls, ...oneOfEach });
    }
    expect(calls).toBeGreaterThan(30);
  });
});

/** The same ports; something happens right before their call of that number. */
function atCall(ports: MemoryPorts, at: number, happens: () => void): MemoryPorts {
  let calls = 0;
  const watched = Object.entries(ports).map(([name, port]) => [
    name,
    typeof port !== "object" || ["settings", "clock", "ids"].includes(name)
      ? port
      : new Proxy(port, {
          get: (target, method) => {
            const real: unknown = Reflect.get(target, method);
            if (typeof real !== "function") return real;
            return (...call: unknown[]) => {
              calls += 1;
              if (calls === at) happens();
              return real.apply(target, call);
            };
          },
        }),
  ]);
  return Object.fromEntries(watched);
}
