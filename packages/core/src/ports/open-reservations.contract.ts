import { Instant, plus } from "../shared/instant.ts";
import { isRejected } from "./code-of.fixture.ts";
import type { ContractRunner } from "./contract-runner.ts";
import { ana, aReservation, ben } from "./entities.fixture.ts";
import { type MetadataFixture, type OpenMetadata, onFreshStore } from "./metadata.fixture.ts";
import type { Reservation, UsageLimits } from "./usage-ledger.ts";

const limits: UsageLimits = { photos: 1_000, bytes: 1_000_000, openUploads: 1_000 };
const now = Instant.parse("2026-11-20T09:30:00.000Z");

/** How every `UsageLedger` finds reservations that stay open. Called within its suite. */
export function describeOpenReservations(runner: ContractRunner, open: OpenMetadata): void {
  const { expect } = runner;
  const it = onFreshStore(runner, open);

  it("finds what is open since a moment or longer, of every owner", async (store) => {
    const long = aReservation({ reservedAt: plus(now, -100_000), owner: ben, bytes: 7 });
    const justSo = aReservation({ reservedAt: now });
    const later = aReservation({ reservedAt: plus(now, 1) });
    for (const reservation of [justSo, later, long]) await store.usage.reserve(reservation, limits);
    expect(await openSince(store, plus(now, -100_001))).toEqual([]);
    expect(await openSince(store, now)).toEqual(sorted([long, justSo]));
    expect(await openSince(store, plus(now, 1))).toEqual(sorted([long, justSo, later]));
  });

  it("finds nothing that is settled or released", async (store) => {
    const [settled, released, waiting] = [aReservation(), aReservation(), aReservation()];
    for (const reservation of [settled, released, waiting]) await store.usage.reserve(reservation, limits);
    await store.usage.settle(ana, settled.photo, 1);
    await store.usage.release(ana, released.photo);
    expect(await openSince(store, now)).toEqual([waiting]);
  });

  it("finds a reservation as it was made first", async (store) => {
    const reservation = aReservation({ reservedAt: now });
    await store.usage.reserve(reservation, limits);
    await store.usage.reserve({ ...reservation, bytes: 7, reservedAt: plus(now, 60_000) }, limits);
    expect(await openSince(store, now)).toEqual([reservation]);
  });

  it("lets whoever reads them take care of each at once", async (store) => {
    const reservations = Array.from({ length: 5 }, () => aReservation());
    for (const reservation of reservations) await store.usage.reserve(reservation, limits);
    await store.settled();
    const found: Reservation[] = [];
    for await (const reservation of store.usage.openSince(now)) {
      found.push(reservation);
      await store.usage.release(reservation.owner, reservation.photo);
    }
    expect(sorted(found)).toEqual(sorted(reservations));
    expect(await store.usage.usage(ana)).toEqual({ photos: 0, bytes: 0 });
    expect(await openSince(store, now)).toEqual([]);
  });

  it("rejects a search for them that was aborted", async (store) => {
    await store.usage.reserve(aReservation(), limits);
    const search = store.usage.openSince(now, { signal: AbortSignal.abort() })[Symbol.asyncIterator]();
    expect(await isRejected(search.next())).toBe(true);
  });
}

async function openSince({ usage, settled }: MetadataFixture, before: Instant): Promise<readonly Reservation[]> {
  await settled();
  const found: Reservation[] = [];
  for await (const reservation of usage.openSince(before)) found.push(reservation);
  return sorted(found);
}

const sorted = (reservations: readonly Reservation[]): readonly Reservation[] =>
  reservations.toSorted((one, other) => (one.photo < other.photo ? -1 : 1));
