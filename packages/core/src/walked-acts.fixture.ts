import type { UploadTicket } from "./photos/upload-ticket.ts";
import { drain } from "./ports/drain.fixture.ts";
import { type TestImage, testImage } from "./ports/image-processor.memory.ts";
import { createSeededRandom } from "./ports/seeded-random.fixture.ts";
import { sha256 } from "./ports/sha256.memory.ts";
import { anonymous, type GuestActor, type UserActor } from "./shared/actor.ts";
import type { PhotoId, ShareId } from "./shared/ids.ts";
import { days, hours, minutes } from "./shared/instant.ts";
import type { Cursor, Page } from "./shared/page.ts";
import type { WalkedWorld } from "./walked-world.fixture.ts";
import { announce, tokenIn } from "./world.fixture.ts";

type Act = () => Promise<unknown>;
type Acts<On> = Readonly<Record<string, (on: On) => Promise<unknown>>>;

interface KnownPhoto {
  readonly id: PhotoId;
  readonly owner: UserActor;
  readonly ticket?: UploadTicket | undefined;
}

interface KnownShare {
  readonly id: ShareId;
  readonly owner: UserActor;
  readonly token: string;
}

export interface WalkedActs {
  /**
   * What a seed has somebody do, as things are by then: its name, and the act itself, to be done before the next one is
   * asked for. Whoever leaves some seeds out does the others all the same, to whatever there is.
   */
  act(seed: number): readonly [name: string, act: Act];
  /** Everything that both see of what is theirs. */
  lookAround: Act;
}

export function createWalkedActs(world: WalkedWorld): WalkedActs {
  const { ports, tintype, ana, ben } = world;
  const { photos, shares } = tintype;
  const knownPhotos: KnownPhoto[] = [];
  const knownShares: KnownShare[] = [];
  const guests: { readonly guest: GuestActor; readonly token: string }[] = [];

  let random = createSeededRandom(0);
  const below = (count: number): number => Math.floor(random() * count);
  const one = <T>(things: readonly T[]): T => things[below(things.length)] as T;
  const anyone = (): UserActor => (random() < 0.7 ? ana : ben);
  /** Mostly the owner, sometimes perhaps somebody else. */
  const somebody = ({ owner }: { owner: UserActor }): UserActor => (random() < 0.9 ? owner : anyone());
  const key = (of: string) =>
    random() < 0.6 ? {} : { idempotency: { keyHash: `${of} ${below(15)}`, bodyHash: `${below(3)}` } };
  const revision = () => (random() < 0.8 ? {} : { ifRevision: 1 + below(3) });

  const lookAround = async () => {
    const seen = [ana, ben].map(async (person) => ({
      photos: (await photos.listPhotos(person, { limit: 100 })).items,
      trash: (await photos.listPhotos(person, { state: "trashed", limit: 100 })).items,
      months: await photos.listMonths(person),
      links: (await shares.listShares(person, { limit: 100 })).items,
      account: await tintype.accounts.getAccount(person),
      usage: await ports.usage.usage(person.userId),
    }));
    return Promise.all(seen);
  };

  const atAnyTime: Acts<void> = {
    async begin() {
      const [owner, bytes] = [anyone(), one(pictures)];
      const input = { ...announce(bytes), ...(random() < 0.5 && { sha256: sha256(bytes) }) };
      const begun = await photos.beginUpload(owner, input, key("begin"));
      knownPhotos.push({ id: begun.photo.id, owner, ticket: begun.upload });
      return begun;
    },
    async "send whole"() {
      const owner = anyone();
      const sent = await photos.uploadPhoto(owner, one(pictures), { tags: [one(tags)] }, key("send"));
      knownPhotos.push({ id: sent.photo.id, owner });
      return sent;
    },
    /** What did not work is tried again, until nothing is due. */
    work: async () => (await drain(tintype, ports)).troubles.map(String).toSorted(),
    /** Takes everything that is due on a lane, and is never heard of again. */
    async "die at work"() {
      const lane = one(["imaging", "purge", "mail"] as const);
      return (await ports.queue.take(lane, { lease: minutes(1), limit: 100 })).length;
    },
    reconcile: async () => (await tintype.reconcile()).troubles.map(String),
    wait: async () => ports.clock.advance(random() < 0.02 ? days(9) : one([1, minutes(1), minutes(5), hours(1)])),
    /** Once nothing is due any more, the clock is set back. */
    async "gain an hour"() {
      await drain(tintype, ports);
      ports.clock.advance(-hours(1));
    },
    list() {
      const filter = one([{}, { state: one(states) }, { tag: one(tags) }]);
      const [owner, limit] = [anyone(), 1 + below(6)];
      return readAllPages((cursor) => photos.listPhotos(owner, { ...filter, limit, ...cursor }));
    },
    "list links"() {
      const [owner, limit, photo] = [anyone(), 1 + below(6), random() < 0.5 ? one(knownPhotos)?.id : undefined];
      return readAllPages((cursor) => shares.listShares(owner, { ...(photo && { photo }), limit, ...cursor }));
    },
    "look around": lookAround,
    "rename oneself": () => tintype.accounts.editAccount(anyone(), { displayName: `Name ${below(9)}` }, revision()),
  };
  const toPhotos: Acts<KnownPhoto> = {
    put: async ({ ticket }) =>
      ticket?.kind === "put" && (await ports.tickets.send({ ...ticket, body: one(pictures) })).status,
    confirm: (photo) => photos.completeUpload(somebody(photo), photo.id),
    get: (photo) => photos.getPhoto(somebody(photo), photo.id),
    edit: (photo) =>
      photos.editPhoto(somebody(photo), photo.id, { title: `${below(9)}`, tags: [one(tags)] }, revision()),
    trash: (photo) => photos.trashPhoto(somebody(photo), photo.id, revision()),
    restore: (photo) => photos.restorePhoto(somebody(photo), photo.id, revision()),
    purge: (photo) => photos.purgePhoto(somebody(photo), photo.id, revision()),
    abandon: (photo) => photos.abandonUpload(somebody(photo), photo.id),
    async share(photo) {
      const input = { ...(random() < 0.5 && { maxViews: 1 + below(3) }), expiresIn: 600 * (1 + below(600)) };
      const made = await shares.createShare(somebody(photo), photo.id, input, key("share"));
      knownShares.push({ id: made.share.id, owner: photo.owner, token: tokenIn(made.url) });
      return made;
    },
  };
  const toShares: Acts<KnownShare> = {
    async open({ token }) {
      const opened = await shares.openShare(anonymous, token);
      guests.push({ guest: await shares.identifyGuest(opened.grant), token });
      return opened;
    },
    change: (share) => shares.changeShare(somebody(share), share.id, { note: `${below(9)}` }, revision()),
    revoke: (share) => shares.revokeShare(somebody(share), share.id),
    async visit() {
      const visit = one(guests);
      return visit && shares.listSharedPhotos(visit.guest, visit.token);
    },
  };

  const from = <On>(acts: Acts<On>, on: On): readonly [string, Act] => {
    const all = Object.entries(acts);
    const [name, act] = one(random() < 0.85 ? all.filter(([name]) => !rare.includes(name)) : all);
    return [name, () => act(on)];
  };
  return {
    lookAround,
    act(seed) {
      random = createSeededRandom(seed);
      const dice = random();
      if (knownPhotos.length > 0 && dice < 0.5) return from(toPhotos, one(knownPhotos.slice(-15)));
      if (knownShares.length > 0 && dice < 0.65) return from(toShares, one(knownShares.slice(-15)));
      return from(atAnyTime, undefined);
    },
  };
}

/** Where pages end, a store may choose. */
async function readAllPages<Item>(read: (cursor: { cursor?: Cursor }) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  for (let next: { cursor?: Cursor } | undefined = {}; next !== undefined; ) {
    const page: Page<Item> = await read(next);
    items.push(...page.items);
    next = page.next === undefined ? undefined : { cursor: page.next };
  }
  return items;
}

/** Where everything ends soon, or somebody looks after everything all the time, nothing happens. */
const rare = ["trash", "purge", "abandon", "revoke", "reconcile"];
const tags = ["sea", "city", "Émile"];
const states = ["initiated", "uploaded", "ready", "failed", "trashed"] as const;

const fates: readonly TestImage[] = [
  {},
  { times: { dateTimeOriginal: "2019:07:03 11:02:59" } },
  {},
  { ends: "image_damaged" },
  { ends: "image_crashed", endsAfter: "preview" },
];
/** Few in number, so that the same ones are sent again and again, and in place of one another. */
const pictures = Array.from({ length: 10 }, (_, made) => testImage(100 + made, 80, fates[made % fates.length], 200));
