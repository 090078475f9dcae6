import type { UsageLedger } from "@tintype/core";
import { type DynamoOptions, openDynamo } from "./dynamo.ts";
import { forgetOwner } from "./forget-owner.ts";
import { openReservations } from "./open-reservations.ts";
import { releasePhoto } from "./release-photo.ts";
import { reservePhoto } from "./reserve-photo.ts";
import { settlePhoto } from "./settle-photo.ts";
import { readSum } from "./usage-sum.ts";

/**
 * Usage in the core table: per owner one item with the sums and a map of the open reservations, and one small item per
 * settled photo. A photo is reserved while the map has it, settled while its own item is there. Why every move is exact:
 *
 * - `reserve` puts the photo into the map and adds it to the sums, in one conditional update that does nothing for a
 *   photo in the map. It cannot see whether the photo is settled, so that is looked up afterwards, and a reservation too
 *   many taken back. In between, and after a crash there, the photo counts twice, never less than once; `settle`,
 *   `release` and the next `reserve` put it right.
 * - `settle` moves the photo out of the map and writes its item, with the difference in size, in one transaction.
 * - `release` takes the photo out of the map in one conditional update, then removes its item and subtracts its size in
 *   one transaction. A photo only moves from the map to an item: whoever asks the map first misses none.
 *
 * All of them go by what is there, not by what was: a repeated one finds nothing to do. Uploads of one owner that meet
 * wait for each other for some milliseconds (`TransactionConflict`), so only `settle` and `release` are transactions.
 * Every upload that is open makes each of these writes some 45 bytes larger; an item holds about 8,000.
 */
export function createDynamoUsageLedger(options: DynamoOptions): UsageLedger {
  const dynamo = openDynamo(options);
  return {
    async usage(owner, callOptions) {
      const { photos = 0, bytes = 0 } = (await readSum(dynamo, owner, callOptions)) ?? {};
      return { photos, bytes };
    },
    reserve: (reservation, limits, callOptions) => reservePhoto(dynamo, reservation, limits, callOptions),
    settle: (owner, photo, bytes, callOptions) => settlePhoto(dynamo, owner, photo, bytes, callOptions),
    release: (owner, photo, callOptions) => releasePhoto(dynamo, owner, photo, callOptions),
    forget: (owner, callOptions) => forgetOwner(dynamo, owner, callOptions),
    openSince: (before, callOptions) => openReservations(dynamo, before, callOptions),
  };
}
