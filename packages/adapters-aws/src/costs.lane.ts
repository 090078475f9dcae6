import { readFileSync } from "node:fs";
import { createTintype, type Delivery, type Lane, PhotoId, system, type UserActor } from "@tintype/core";
import { aReadyPhoto, createMemoryPorts, testImage } from "@tintype/core/testing";
import * as vitest from "vitest";
import { noDynamo, openDynamoFixture } from "./dynamo/dynamo.fixture.ts";
import { laneRunner } from "./lane-runner.fixture.ts";
import { type MeteredCall, meter } from "./meter.fixture.ts";
import { noS3, openS3Fixture, realClock, s3Config } from "./s3/s3.fixture.ts";
import { createS3UploadTickets } from "./s3/s3-upload-tickets.ts";

const { describe, it, expect } = laneRunner(vitest, { missing: noDynamo ?? noS3 });

/** Tintype over DynamoDB and S3, with somebody who has an account. */
async function openWorld() {
  const [store, s3] = await Promise.all([openDynamoFixture(realClock), openS3Fixture()]);
  const ports = {
    ...createMemoryPorts(),
    clock: realClock,
    ...store,
    ids: store.options.ids,
    blobs: s3.blobs,
    tickets: createS3UploadTickets({ config: s3Config(), bucket: s3.buckets.incoming, clock: realClock }),
  };
  const tintype = createTintype(ports);
  const identity = { issuer: "https://pool.example", subject: "00000000-0000-4000-8000-000000000001" };
  const registering = () =>
    tintype.accounts.registerAccount(system, { identity, email: "ana@example.com", displayName: "Ana" });
  return {
    ports,
    tintype,
    identity,
    registering,
    receiptOf: meter(store.client, s3.client),
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await s3[Symbol.asyncDispose]();
    },
  };
}
type World = Awaited<ReturnType<typeof openWorld>>;

const says = { camera: { make: "Canon", model: "EOS 5D" }, location: { latitude: 52.5, longitude: 13.4 } };
let made = 0;

/** A request of its own, as clients send it: with an `Idempotency-Key`, a title and a stated hash. */
async function announce({ tintype }: World, ana: UserActor) {
  made += 1;
  const number = made;
  const bytes = testImage(6_000, 4_000, { ...says, colour: `#${number.toString(16).padStart(6, "0")}` });
  const sha256 = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
  const begun = await tintype.photos.beginUpload(
    ana,
    { fileName: `IMG_${number}.jpg`, contentType: "image/jpeg", bytes: bytes.length, sha256, title: "Harbour" },
    { idempotency: { keyHash: `key-${number}`.padEnd(43, "x"), bodyHash: "b".repeat(43) } },
  );
  return { bytes, ...begun };
}

describe("what things cost", () => {
  it("is within the budgets of docs/costs.md, and none of them is needlessly wide", async () => {
    await using world = await openWorld();
    const { tintype, receiptOf, ports } = world;
    const receipts = new Map<string, readonly MeteredCall[]>();
    const metered = async <Result>(name: string, act: () => Promise<Result>): Promise<Result> => {
      const { result, calls } = await receiptOf(act);
      receipts.set(name, calls);
      return result;
    };

    const { id: userId } = await metered("register an account", world.registering);
    const ana: UserActor = { kind: "user", userId };
    const facts = { ...world.identity, issuedAt: realClock.now() };
    await metered("know the caller", () => tintype.accounts.identifyCaller({ ...facts, userId }));
    await metered("count a call", () => ports.rates.take("ana", ports.settings.rates.user));

    await announce(world, ana);
    const { bytes, photo, upload } = await metered("announce a photo", () => announce(world, ana));
    const id = PhotoId.parse(photo.id);
    if (upload?.kind !== "put") throw new Error("There is no ticket for one request.");
    const { status } = await fetch(upload.url, { method: "PUT", headers: upload.headers, body: bytes });
    expect(status).toBe(200);
    await metered("take note of its bytes", () => tintype.photos.confirmUpload(system, id));
    await metered("develop it", () => tintype.react(deliveryOf("photo_uploaded", "imaging", id, ana)));
    expect(await metered("look at it", () => tintype.photos.getPhoto(ana, id))).toMatchObject({ state: "ready" });

    const library = Array.from({ length: 58 }, () => aReadyPhoto({ owner: userId, title: "Harbour", ...says }));
    await Promise.all(library.map((after) => ports.photos.save({ after, events: [] })));
    const page = await metered("list a page of 50", () => tintype.photos.listPhotos(ana, { limit: 50 }));
    expect(page.items).toHaveLength(50);
    await metered("count the months", () => tintype.photos.listMonths(ana));
    await metered("change its title", () => tintype.photos.editPhoto(ana, id, { title: "At the harbour" }));

    const { url } = await metered("share it", () => tintype.shares.createShare(ana, id));
    const token = url.slice(url.lastIndexOf("/") + 1);
    await metered("open the link", () => tintype.shares.openShare({ kind: "anonymous" }, token));
    await metered("throw it away", () => tintype.photos.trashPhoto(ana, id));
    await metered("purge it", () => tintype.photos.purgePhoto(ana, id));
    await metered("clean up after it", () => tintype.react(deliveryOf("photo_purged", "purge", id, ana)));

    const table = readBudgets();
    expect([...receipts.keys()]).toEqual([...table.keys()]);
    const complaints = [...receipts].flatMap(([name, calls]) => complaintsAbout(name, calls, table.get(name)));
    expect(complaints).toEqual([]);
    expect([...receipts.values()].flat().map(({ name }) => name)).not.toContain("Scan");
  });
});

const deliveryOf = (
  type: "photo_uploaded" | "photo_purged",
  lane: Lane,
  photo: PhotoId,
  { userId: owner }: UserActor,
): Delivery => ({
  event: { type, id: `${photo}#2#1`, at: realClock.now(), photo, owner },
  lane,
  attempt: 1,
  lease: "1",
});

interface Budget {
  readonly dynamo: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly s3: number;
}

/** The lines of the table in docs/costs.md, by what is done. */
function readBudgets(): ReadonlyMap<string, Budget> {
  const page = readFileSync(new URL("../../../docs/costs.md", import.meta.url), "utf8");
  const lines = page.matchAll(/^\| ([a-z][^|]*?) +\| (\d+) \| ([\d.]+) \| ([\d.]+) \| (\d+) \|$/gm);
  return new Map(
    Array.from(lines, ([, name = "", dynamo, readUnits, writeUnits, s3]) => [
      name,
      { dynamo: Number(dynamo), readUnits: Number(readUnits), writeUnits: Number(writeUnits), s3: Number(s3) },
    ]),
  );
}

function complaintsAbout(name: string, calls: readonly MeteredCall[], budget: Budget | undefined): string[] {
  const [s3, dynamo] = [calls.filter(isS3), calls.filter((call) => !isS3(call))];
  const spent: Budget = {
    dynamo: dynamo.length,
    readUnits: unitsOf(dynamo.filter(isReading)),
    writeUnits: unitsOf(dynamo.filter((call) => !isReading(call))),
    s3: s3.length,
  };
  return (Object.keys(spent) as (keyof Budget)[]).flatMap((what) => {
    const [is, may] = [spent[what], budget?.[what] ?? 0];
    const isFitting = is <= may && may <= is * 1.5 + 1;
    const list = calls.map((call) => `${call.name} ${call.units}`).join(", ");
    return isFitting ? [] : [`${name}: ${what} is ${is}, where docs/costs.md says ${may} (${list})`];
  });
}

const isS3 = ({ name }: MeteredCall): boolean => name.includes("Object");
const isReading = ({ name }: MeteredCall): boolean => /^(?:Get|BatchGet|Query|Scan)/.test(name);
const unitsOf = (calls: readonly MeteredCall[]): number => calls.reduce((sum, { units }) => sum + units, 0);
