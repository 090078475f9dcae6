import { QuotaExceeded, TooManyOpenUploads } from "../photos/photo-errors.ts";
import type { PhotoId, UserId } from "../shared/ids.ts";
import { frozenCopy } from "./frozen-copy.memory.ts";
import type { Reservation, UsageLedger } from "./usage-ledger.ts";

interface Counted extends Reservation {
  readonly isSettled: boolean;
}

export function createMemoryUsageLedger(): UsageLedger {
  const entries = new Map<string, Counted>();
  const keyOf = (owner: UserId, photo: PhotoId) => `${owner} ${photo}`;
  const entriesOf = (owner: UserId) => [...entries.values()].filter((entry) => entry.owner === owner);
  const usageOf = (owner: UserId) =>
    entriesOf(owner).reduce((sum, { bytes }) => ({ photos: sum.photos + 1, bytes: sum.bytes + bytes }), {
      photos: 0,
      bytes: 0,
    });

  return {
    async usage(owner, options) {
      options?.signal?.throwIfAborted();
      return usageOf(owner);
    },

    async reserve(reservation, limits, options) {
      options?.signal?.throwIfAborted();
      const { owner, photo, bytes, reservedAt } = reservation;
      if (entries.has(keyOf(owner, photo))) return;
      const used = usageOf(owner);
      const open = entriesOf(owner).filter(({ isSettled }) => !isSettled);
      if (used.photos >= limits.photos) throw new QuotaExceeded(`There is room for ${limits.photos} photos.`);
      if (used.bytes + bytes > limits.bytes) throw new QuotaExceeded(`There is room for ${limits.bytes} bytes.`);
      if (open.length >= limits.openUploads) throw new TooManyOpenUploads(limits.openUploads);
      entries.set(keyOf(owner, photo), { owner, photo, bytes, reservedAt, isSettled: false });
    },

    async settle(owner, photo, bytes, options) {
      options?.signal?.throwIfAborted();
      const entry = entries.get(keyOf(owner, photo));
      if (entry?.isSettled === false) entries.set(keyOf(owner, photo), { ...entry, bytes, isSettled: true });
    },

    async release(owner, photo, options) {
      options?.signal?.throwIfAborted();
      entries.delete(keyOf(owner, photo));
    },

    async forget(owner, options) {
      options?.signal?.throwIfAborted();
      for (const { photo } of entriesOf(owner)) entries.delete(keyOf(owner, photo));
    },

    async *openSince(before, options) {
      options?.signal?.throwIfAborted();
      for (const { isSettled, ...reservation } of entries.values()) {
        if (!isSettled && reservation.reservedAt <= before) yield frozenCopy(reservation);
      }
    },
  };
}
