import { context, ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import { createTintype, system, type Tintype, Unavailable, type UserActor } from "@tintype/core";
import { createMemoryPorts, drain, type TestImage, testImage } from "@tintype/core/testing";
import { describe, expect, it } from "vitest";
import { createObservedTintype } from "./create-observed-tintype.ts";
import { createRecorder, type Recorder, treeOf } from "./recorder.fixture.ts";

/** Ana, with an account, in a Tintype that is observed from now on. */
async function openWorld({ observer }: Recorder, fail: Partial<ReturnType<typeof createMemoryPorts>["blobs"]> = {}) {
  const ports = createMemoryPorts({ repeats: 0 });
  const identity = { issuer: "https://pool.example", subject: "ana" };
  const { id } = await createTintype(ports).accounts.registerAccount(system, { identity, email: "ana@example.com" });
  await drain(createTintype(ports), ports);
  const tintype = createObservedTintype({ ...ports, blobs: { ...ports.blobs, ...fail } }, observer);
  const ana: UserActor = { kind: "user", userId: id };
  return { ports, tintype, ana };
}

const picture = (says?: TestImage) => testImage(600, 400, says);
const operationsOf = (tintype: Tintype) =>
  (["accounts", "photos", "shares"] as const).flatMap((feature) =>
    Object.entries(tintype[feature]).map(([name, operation]) => ({ name: `${feature}.${name}`, operation })),
  );

describe(createObservedTintype, () => {
  it("leads one trace from the request to every rendition and to where it is stored", async () => {
    await using recorder = createRecorder();
    const { tintype, ports, ana } = await openWorld(recorder);
    const { tracer } = recorder.observer;
    await tracer.startActiveSpan("request", async (span) => {
      await tintype.photos.uploadPhoto(ana, picture());
      span.end();
    });
    await drain(tintype, ports);

    const spans = await recorder.spans();
    expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(1);
    expect(treeOf(spans)).toBe(`request
  photos.uploadPhoto
    blobs.put
    react.photo_uploaded
      photos.developPhoto
        blobs.open
        blobs.put
        blobs.put
        blobs.put
        images.develop
          images.inspected
          images.rendition
          images.preview
          images.rendition
          images.rendition
          images.finished
        blobs.copyOnce
        blobs.remove`);
    const rendition = spans.filter(({ name }) => name === "images.rendition").map(({ attributes }) => attributes);
    const stored = spans
      .filter(({ name, attributes }) => name === "blobs.put" && attributes["tintype.area"] === "media")
      .map(({ attributes }) => attributes);
    expect(rendition.map((attributes) => attributes["tintype.rendition"])).toEqual(["thumb", "medium", "large"]);
    expect(stored.map((attributes) => attributes["tintype.bytes"])).toEqual(
      rendition.map((attributes) => attributes["tintype.bytes"]),
    );
    const reaction = spans.find(({ name }) => name === "react.photo_uploaded");
    expect(reaction).toMatchObject({
      kind: SpanKind.CONSUMER,
      attributes: { "tintype.lane": "imaging", "tintype.attempt": 1, "tintype.outcome": "ok" },
    });
  });

  it("begins a trace for what belongs to none, whoever happens to wake the lane", async () => {
    await using recorder = createRecorder();
    const { tintype, ports, ana } = await openWorld(recorder);
    await createTintype(ports).photos.uploadPhoto(ana, picture());
    const { tracer } = recorder.observer;
    const stranger = await tracer.startActiveSpan("stranger", async (span) => {
      await drain(tintype, ports);
      span.end();
      return span.spanContext().traceId;
    });
    const reaction = (await recorder.spans()).find(({ name }) => name === "react.photo_uploaded");
    expect(reaction?.parentSpanContext).toBeUndefined();
    expect(reaction?.spanContext().traceId).not.toBe(stranger);
  });

  it("records nothing of what follows from a request that is not sampled", async () => {
    await using recorder = createRecorder();
    const { tintype, ports, ana } = await openWorld(recorder);
    const unsampled = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7", traceFlags: 0 };
    await context.with(trace.setSpanContext(ROOT_CONTEXT, unsampled), () => tintype.photos.uploadPhoto(ana, picture()));
    const { done } = await drain(tintype, ports);
    expect(done.map(({ event }) => event.trace?.replace(/-[\da-f]{16}-/, "-SPAN-"))).toEqual([
      `00-${unsampled.traceId}-SPAN-00`,
    ]);
    expect(await recorder.spans()).toEqual([]);
    expect(await recorder.series("tintype.photo.developed")).toHaveLength(1);
  });

  it("gives every operation a span and a duration under its name, whichever way it ends", async () => {
    await using recorder = createRecorder();
    const { tintype } = await openWorld(recorder);
    const operations = operationsOf(tintype);
    expect(operations.length).toBeGreaterThan(40);
    for (const { operation } of operations) {
      await (operation as (actor: unknown) => Promise<unknown>)({ kind: "anonymous" }).catch(() => {});
    }
    const names = operations.map(({ name }) => name).toSorted();
    const spans = new Set((await recorder.spans()).map(({ name }) => name));
    const measured = (await recorder.series("tintype.operation.duration")).map(
      ({ attributes }) => attributes["tintype.operation"],
    );
    expect(names.filter((name) => !spans.has(name))).toEqual([]);
    expect(names.filter((name) => !measured.includes(name))).toEqual([]);
  });

  it("tells refusals from troubles, by their codes", async () => {
    await using recorder = createRecorder();
    const away = async () => Promise.reject(new Unavailable("The disk has gone."));
    const { tintype, ana } = await openWorld(recorder, { put: away });
    await expect(tintype.photos.getPhoto(ana, ana.userId as never)).rejects.toThrow("photo");
    await expect(tintype.photos.uploadPhoto(ana, picture())).rejects.toThrow("disk");
    const ends = (await recorder.spans()).map(({ name, attributes, status }) => [name, status.code, attributes]);
    expect(ends).toEqual([
      ["photos.getPhoto", 0, { "tintype.outcome": "photo_not_found" }],
      ["blobs.put", 2, expect.objectContaining({ "tintype.outcome": "unavailable", "error.type": "unavailable" })],
      ["photos.uploadPhoto", 2, { "tintype.outcome": "unavailable", "error.type": "unavailable" }],
    ]);
    expect(await recorder.everything()).not.toContain("disk");
  });

  it("counts what arrives and what becomes of it, each once", async () => {
    await using recorder = createRecorder();
    const { tintype, ports, ana } = await openWorld(recorder);
    const { photo } = await tintype.photos.uploadPhoto(ana, picture());
    await tintype.photos.uploadPhoto(ana, picture({ ends: "image_damaged" }));
    await drain(tintype, ports);
    await tintype.photos.trashPhoto(ana, photo.id);
    await tintype.photos.restorePhoto(ana, photo.id);
    await tintype.photos.editPhoto(ana, photo.id, { title: "Lake" });
    const bytes = picture().length + picture({ ends: "image_damaged" }).length;
    expect(await recorder.series("tintype.photo.received")).toMatchObject([{ attributes: {}, count: bytes }]);
    expect(await recorder.series("tintype.photo.developed")).toMatchObject([
      { attributes: { "tintype.outcome": "ready" }, count: 1 },
      { attributes: { "tintype.outcome": "image_damaged" }, count: 1 },
    ]);
    expect(await recorder.series("tintype.reaction.delay")).toMatchObject([
      { attributes: { "tintype.lane": "imaging" }, count: 2 },
      { attributes: { "tintype.lane": "purge" }, count: 1 },
    ]);
  });

  it("lets nothing out that a client said, holds or is", async () => {
    await using recorder = createRecorder();
    const { tintype, ports, ana } = await openWorld(recorder);
    const location = { latitude: 47.3769, longitude: 8.5417 };
    const camera = { make: "canary-make", model: "canary-model" };
    const said = {
      fileName: "canary-name.jpg",
      title: "canary-title",
      caption: "canary-caption",
      tags: ["canary-tag"],
    };
    const { photo } = await tintype.photos.uploadPhoto(ana, picture({ location, camera }), said);
    await drain(tintype, ports);
    const { url } = await tintype.shares.createShare(ana, photo.id, {
      password: "canary-open-sesame",
      note: "canary-note",
    });
    const token = url.slice(url.lastIndexOf("/") + 1);
    const guest = { kind: "anonymous" } as const;
    const address = { address: "203.0.113.77" };
    await tintype.shares.openShare(guest, token, { password: "canary-wrong" }, address).catch(() => {});
    const opened = await tintype.shares.openShare(guest, token, { password: "canary-open-sesame" }, address);
    const visitor = await tintype.shares.identifyGuest(opened.grant);
    await tintype.shares.listSharedPhotos(visitor, token);
    await tintype.shares.identifyGuest("canary-grant").catch(() => {});
    await tintype.accounts.editAccount(ana, { displayName: "canary-display" });
    await tintype.photos.editPhoto(ana, photo.id, { title: "canary\u0000" }).catch(() => {});

    const everything = await recorder.everything();
    expect(everything).toContain("shares.openShare");
    const secrets = [token, opened.grant, photo.id, ana.userId, photo.id.toLowerCase(), "47.37", "8.54", "203.0.113"];
    expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
    expect(everything).not.toMatch(/canary|ana@|Signature|https?:/);
  });
});
