import { createTintype, type Tintype } from "./create-tintype.ts";
import { createMemoryBlobStore } from "./ports/blob-store.memory.ts";
import type { BlobStore } from "./ports/blob-store.ts";
import type { ManualClock } from "./ports/clock.fixture.ts";
import { createMemoryMetadata } from "./ports/metadata.memory.ts";
import type { Metadata } from "./ports/metadata.ts";
import { createMemoryMultipartUploads } from "./ports/multipart-uploads.memory.ts";
import { createMemoryPorts, type MemoryPorts } from "./ports/ports.memory.ts";
import { createMemoryUploadTickets } from "./ports/upload-tickets.memory.ts";
import { system, type UserActor } from "./shared/actor.ts";

/** What is put to the test: everything that keeps something. */
export interface WalkedStores extends Metadata, AsyncDisposable {
  readonly blobs: BlobStore;
}

/** Opens fresh ones that go by that clock. */
export type OpenWalkedStores = (clock: ManualClock) => Promise<WalkedStores>;

/** Tintype over the stores that are tested, and over memory for the rest, with two people who have accounts. */
export interface WalkedWorld extends AsyncDisposable {
  readonly ports: Omit<MemoryPorts, "queue"> & Metadata;
  readonly tintype: Tintype;
  readonly ana: UserActor;
  readonly ben: UserActor;
}

export async function openWalkedWorld(open: OpenWalkedStores): Promise<WalkedWorld> {
  const memory = createMemoryPorts({ settings: { quota: { free: { photos: 12 }, openUploads: 6 } } });
  const { clock } = memory;
  const { accounts, photos, shares, apiKeys, usage, queue, blobs, ...stores } = await open(clock);
  const tickets = createMemoryUploadTickets({ blobs, clock });
  const multipart = createMemoryMultipartUploads({ blobs, clock });
  const ports = { ...memory, accounts, photos, shares, apiKeys, usage, queue, blobs, tickets, multipart };
  const tintype = createTintype(ports);
  const register = async (displayName: string): Promise<UserActor> => {
    const email = `${displayName}@example.com`;
    const identity = { issuer: "https://pool.example", subject: ports.identities.addUser({ email }) };
    const { id } = await tintype.accounts.registerAccount(system, { identity, email, displayName });
    return { kind: "user", userId: id };
  };
  const [ana, ben] = [await register("ana"), await register("ben")];
  return { ports, tintype, ana, ben, [Symbol.asyncDispose]: () => stores[Symbol.asyncDispose]() };
}

/** Stores in memory: the model. With another seed, photos are worked off in another order. */
export function openMemoryStores(seed: number): OpenWalkedStores {
  return async (clock) => ({
    ...createMemoryMetadata({ clock, seed, repeats: 0 }),
    blobs: createMemoryBlobStore({ clock }),
    [Symbol.asyncDispose]: async () => {},
  });
}
