import { createAccounts } from "./accounts/index.ts";
import { createApiKeys } from "./api-keys/index.ts";
import { createCredentials } from "./credentials/index.ts";
import { reviveAccounts, sweepDepartures } from "./departures.ts";
import { createExports } from "./exports/index.ts";
import type { Features } from "./features.ts";
import { createPhotos, type Reconciled } from "./photos/index.ts";
import type { Delivery } from "./ports/event-queue.ts";
import type { Ports } from "./ports/index.ts";
import { react } from "./reactions.ts";
import type { Settings } from "./settings.ts";
import { system } from "./shared/actor.ts";
import type { CallOptions } from "./shared/call-options.ts";
import { plus } from "./shared/instant.ts";
import { createShares } from "./shares/index.ts";

/** The whole domain over one set of ports. */
export interface Tintype extends Features {
  /** The numbers that it goes by. */
  readonly settings: Settings;
  /** Does what follows from one event; whoever works off an `EventQueue` calls it. Rejects: try again later. */
  react(delivery: Delivery, options?: CallOptions): Promise<void>;
  /** Brings whatever got stuck or was left behind to its end: at start, and every few minutes. Harmless at any time. */
  reconcile(options?: CallOptions): Promise<Reconciled>;
  /**
   * Removes what is left of accounts that were deleted, and blobs and begun uploads that nothing refers to: at start, and
   * once a day. Resolves to how many it removed.
   */
  sweep(options?: CallOptions): Promise<number>;
}

/** Gives back a feature's operations as everybody shall call them, reactions included: to measure or trace them. */
export type Observe = <Feature extends Features[keyof Features]>(name: keyof Features, operations: Feature) => Feature;

export function createTintype(ports: Ports, observe: Observe = (_, operations) => operations): Tintype {
  const features: Features = {
    accounts: observe("accounts", createAccounts(ports)),
    photos: observe("photos", createPhotos(ports)),
    shares: observe("shares", createShares(ports)),
    exports: observe("exports", createExports(ports)),
    apiKeys: observe("apiKeys", createApiKeys(ports)),
    credentials: observe("credentials", createCredentials(ports)),
  };
  return {
    ...features,
    settings: ports.settings,
    react: (delivery, options) => react(features, delivery, options),
    reconcile: async (options) => {
      const stalled = plus(ports.clock.now(), -ports.settings.recovery.stalledAfter);
      const all = [
        await features.photos.reconcilePhotos(system, options),
        await features.photos.reconcileUsage(system, options),
        await reviveAccounts(features, stalled, options),
      ];
      return {
        attended: all.reduce((sum, { attended }) => sum + attended, 0),
        troubles: all.flatMap(({ troubles }) => troubles),
      };
    },
    sweep: async (options) => {
      const accounts = await sweepDepartures(features, options);
      const uploads = await features.photos.sweepParts(system, options);
      return accounts + uploads + (await features.photos.sweepBlobs(system, options));
    },
  };
}
