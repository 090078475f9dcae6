import { createTintype } from "./create-tintype.ts";
import type { UploadTicket } from "./photos/upload-ticket.ts";
import { createFaultyPorts, type Fault } from "./ports/fault-ports.fixture.ts";
import { type TestImage, testImage } from "./ports/image-processor.memory.ts";
import { createSeededRandom } from "./ports/seeded-random.fixture.ts";
import { sha256 } from "./ports/sha256.memory.ts";
import { anonymous, type GuestActor, system, type UserActor } from "./shared/actor.ts";
import { TintypeError } from "./shared/errors.ts";
import type { PhotoId, ShareId } from "./shared/ids.ts";
import { days, hours, minutes } from "./shared/instant.ts";
import { announce, createWorld, tokenIn, type World } from "./world.fixture.ts";

/** A world that somebody seeded does things to; with every seed it is another life. */
export interface Walk {
  readonly world: World;
  /** Does one to three things at once, and checks what guests see; the codes of the errors that came of it. */
  step(): Promise<readonly string[]>;
  /** The photos that were acknowledged, bytes and all, and that nobody has asked to remove. */
  kept(): readonly PhotoId[];
}

const fates: readonly TestImage[] = [
  {},
  {},
  {},
  { ends: "image_damaged" },
  { ends: "image_crashed", endsAfter: "preview" },
  { ends: "image_timeout", endsAfter: "inspected" },
];
/** Of one size and few in number, so that the same ones are sent again and again, and in place of one another. */
const pictures = Array.from({ length: 20 }, (_, made) => testImage(100 + made, 80, fates[made % fates.length], 120));

/** `faults`: the share of the steps, 0 to 1, in which a call of a port goes wrong. */
export async function createWalk(seed: number, faults: number): Promise<Walk> {
  const world = await createWorld({ seed, settings: { quota: { free: { photos: 12 }, openUploads: 6 } } });
  const { ports, ana, ben } = world;
  let { tintype } = world;
  const random = createSeededRandom(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const one = <T>(things: readonly T[]): T => things[below(things.length)] as T;
  const photos: { id: PhotoId; owner: UserActor; ticket?: UploadTicket | undefined }[] = [];
  const shares: { id: ShareId; owner: UserActor; token: string }[] = [];
  const guests: { guest: GuestActor; token: string }[] = [];
  const promised = new Set<PhotoId>();
  const removed = new Set<PhotoId>();

  const anyone = () => (random() < 0.7 ? ana : ben);
  /** Mostly the owner, sometimes perhaps somebody else. */
  const somebody = (owner: UserActor) => (random() < 0.9 ? owner : anyone());
  const key = (of: string) =>
    random() < 0.5 ? {} : { idempotency: { keyHash: `${of} ${below(15)}`, bodyHash: `${below(3)}` } };
  const revision = () => (random() < 0.8 ? {} : { ifRevision: 1 + below(3) });

  const onUploads: readonly (() => Promise<unknown>)[] = [
    async function begin() {
      const owner = anyone();
      const bytes = one(pictures);
      const input = { ...announce(bytes), ...(random() < 0.5 && { sha256: sha256(bytes) }) };
      const begun = await tintype.photos.beginUpload(owner, input, key("begin"));
      photos.push({ id: begun.photo.id, owner, ticket: begun.upload });
    },
    async function sendWhole() {
      const owner = anyone();
      const { photo } = await tintype.photos.uploadPhoto(owner, one(pictures), {}, key("send"));
      photos.push({ id: photo.id, owner });
      promised.add(photo.id);
    },
    async function work() {
      const lane = one(["imaging", "imaging", "purge", "mail"] as const);
      const { react } = tintype;
      for (const delivery of await ports.queue.take(lane, { lease: minutes(1), limit: 1 + below(3) })) {
        const ended = await codeOfEnd(react(delivery));
        // Sometimes the process dies before it can say so.
        if (random() < 0.1) continue;
        if (ended === "resolved") await ports.queue.done(delivery);
        else await ports.queue.retry(delivery, 0);
      }
    },
    () => tintype.reconcile(),
    () => tintype.sweep(),
    async function wait() {
      ports.clock.advance(one([1, minutes(1), minutes(5), hours(1), random() < 0.05 ? days(9) : minutes(2)]));
    },
  ];
  const onPhotos: readonly ((photo: (typeof photos)[number]) => Promise<unknown>)[] = [
    async ({ ticket }) => ticket && world.send(ticket, one(pictures)),
    async ({ id, owner }) => {
      await tintype.photos.confirmUpload(random() < 0.5 ? owner : system, id);
      promised.add(id);
    },
    ({ id, owner }) => tintype.photos.editPhoto(somebody(owner), id, { title: `${below(9)}` }, revision()),
    ({ id, owner }) => {
      removed.add(id);
      return random() < 0.7
        ? tintype.photos.trashPhoto(somebody(owner), id, revision())
        : tintype.photos.purgePhoto(somebody(owner), id, revision());
    },
    ({ id, owner }) => tintype.photos.restorePhoto(somebody(owner), id, revision()),
    async ({ id, owner }) => {
      const input = { ...(random() < 0.5 && { maxViews: 1 + below(3) }), expiresIn: 60 * (1 + below(100)) };
      const made = await tintype.shares.createShare(somebody(owner), id, input);
      shares.push({ id: made.share.id, owner, token: tokenIn(made.url) });
    },
  ];
  const onShares: readonly ((share: (typeof shares)[number]) => Promise<unknown>)[] = [
    async ({ token }) => {
      const { grant } = await tintype.shares.openShare(anonymous, token);
      guests.push({ guest: await tintype.shares.identifyGuest(grant), token });
    },
    async ({ id, owner }) => random() < 0.3 && tintype.shares.revokeShare(somebody(owner), id),
    ({ id, owner }) => tintype.shares.changeShare(somebody(owner), id, { note: "x" }, revision()),
  ];

  function act(): Promise<unknown> {
    const dice = random();
    if (photos.length > 0 && dice < 0.5) return one(onPhotos)(one(photos.slice(-15)));
    if (shares.length > 0 && dice < 0.65) return one(onShares)(one(shares));
    return one(onUploads)();
  }

  /** Whoever sees anything, sees what is alive: nothing revoked, nothing ended, nothing that is not ready. */
  async function visit(): Promise<void> {
    if (guests.length === 0) return;
    const { guest, token } = one(guests);
    const seen = await world.tintype.shares.listSharedPhotos(guest, token).catch(() => []);
    const share = await ports.shares.get(guest.shareId);
    const isAlive = share !== undefined && share.revokedAt === undefined && share.expiresAt > ports.clock.now();
    for (const { id } of seen) {
      const state = (await ports.photos.get(id))?.state;
      if (!isAlive || state !== "ready") throw new Error(`A guest sees ${id}, which is ${state}.`);
    }
  }

  return {
    world,
    kept: () => [...promised].filter((id) => !removed.has(id)),
    step: async () => {
      const fault: Fault = {
        at: 1 + below(12),
        when: random() < 0.5 ? "before" : "after",
        kind: random() < 0.5 ? "trouble" : "crash",
      };
      tintype = random() < faults ? createTintype(createFaultyPorts(ports, fault).ports) : world.tintype;
      const codes = await Promise.all(Array.from({ length: 1 + below(3) }, () => codeOfEnd(act())));
      await visit();
      return codes;
    },
  };
}

/** How it ended. Only what we refuse, and a process that is gone, is an end. */
async function codeOfEnd(action: Promise<unknown>): Promise<string> {
  try {
    await action;
    return "resolved";
  } catch (error) {
    if (error instanceof TintypeError) return error.code;
    if (error instanceof Error && error.name === "Gone") return "gone";
    throw error;
  }
}
