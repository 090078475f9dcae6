import { describe, expect, it } from "vitest";
import { codeOf } from "./ports/code-of.fixture.ts";
import { aPhoto, photoEvent } from "./ports/entities.fixture.ts";
import type { EventQueue } from "./ports/event-queue.ts";
import { anonymous } from "./shared/actor.ts";
import { hours, minutes, plus } from "./shared/instant.ts";
import { announce, createWorld, tokenIn, type World } from "./world.fixture.ts";

const jumps = [
  ["forward", hours(1)],
  ["back", -hours(1)],
] as const;

describe("when the clock jumps by an hour", () => {
  it("forward, a lease ends at once, and whoever had it can finish nothing any more", async () => {
    const { ports } = await createWorld({ repeats: 0 });
    const first = await takeOne(ports);
    ports.clock.advance(hours(1));
    const [second] = await take(ports.queue);
    expect(second).toMatchObject({ event: first?.event, attempt: 2 });
    if (first !== undefined) await ports.queue.done(first);
    ports.clock.advance(minutes(1));
    expect(await take(ports.queue)).toHaveLength(1);
  });

  it("back, a lease lasts an hour longer, and whoever has it can finish", async () => {
    const { ports } = await createWorld({ repeats: 0 });
    const first = await takeOne(ports);
    ports.clock.advance(-hours(1));
    expect(await take(ports.queue)).toEqual([]);
    ports.clock.advance(hours(1) + minutes(1) - 1);
    expect(await take(ports.queue)).toEqual([]);
    if (first !== undefined) await ports.queue.done(first);
    ports.clock.advance(hours(2));
    expect(await take(ports.queue)).toEqual([]);
  });

  it.each(jumps)("%s, a repeated request is still known", async (_where, jump) => {
    const { ports, tintype, ana, picture } = await createWorld();
    const options = { idempotency: { keyHash: "key", bodyHash: "body" } };
    const input = announce(picture());
    const begun = await tintype.photos.beginUpload(ana, input, options);
    ports.clock.advance(jump);
    const again = await tintype.photos.beginUpload(ana, input, options);
    expect(again.photo.id).toBe(begun.photo.id);
  });

  it.each(jumps)("%s, new addresses live between one and two windows of the new time", async (_where, jump) => {
    const { ports, tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    ports.clock.advance(jump);
    const { renditions } = await tintype.photos.getPhoto(ana, id);
    const [path = "", query = ""] = (renditions?.["thumb"]?.url ?? "").replace(/^https:\/\/[^/]+\//, "").split("?");
    const { clock, settings, urls } = ports;
    const opensIn = (milliseconds: number) => urls.opens(path, query, plus(clock.now(), milliseconds));
    expect(opensIn(settings.lifetimes.ownerWindow - 1_000)).toBe(true);
    expect(opensIn(2 * settings.lifetimes.ownerWindow)).toBe(false);
  });

  it("forward, a visit of half an hour ends; back, a revoked link stays revoked", async () => {
    const { ports, tintype, ana, develop } = await createWorld();
    const { id } = await develop();
    const { share, url } = await tintype.shares.createShare(ana, id);
    const token = tokenIn(url);
    const { grant } = await tintype.shares.openShare(anonymous, token);
    ports.clock.advance(hours(1));
    expect(await codeOf(tintype.shares.identifyGuest(grant))).toBe("grant_not_valid");
    await tintype.shares.revokeShare(ana, share.id);
    ports.clock.advance(-hours(1));
    expect(await codeOf(tintype.shares.openShare(anonymous, token))).toBe("share_not_found");
  });

  it.each(jumps)("%s, an upload under way comes to its end", async (_where, jump) => {
    const world = await createWorld();
    const { ports, tintype, ana } = world;
    const bytes = world.picture();
    const { photo, upload } = await tintype.photos.beginUpload(ana, announce(bytes));
    await world.send(upload, bytes);
    ports.clock.advance(jump);
    await tintype.photos.completeUpload(ana, photo.id);
    await world.drain();
    expect(await tintype.photos.getPhoto(ana, photo.id)).toMatchObject({ state: "ready" });
  });
});

const take = (queue: EventQueue) => queue.take("imaging", { lease: minutes(1), limit: 10 });

async function takeOne({ photos, queue }: World["ports"]) {
  const photo = aPhoto();
  await photos.save({ after: photo, events: [photoEvent(photo)] });
  return (await take(queue))[0];
}
