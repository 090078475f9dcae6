import { createAccounts } from "./accounts/index.ts";
import { createPhotos, type Reconciled } from "./photos/index.ts";
import type { Delivery } from "./ports/event-queue.ts";
import type { Ports } from "./ports/index.ts";
import { type Features, react } from "./reactions.ts";
import type { Settings } from "./settings.ts";
import { system } from "./shared/actor.ts";
import type { CallOptions } from "./shared/call-options.ts";
import { createShares } from "./shares/index.ts";

/** The whole domain over one set of ports. */
export interface Tintype extends Features {
  /** The numbers that it goes by. */
  readonly settings: Settings;
  /** Does what follows from one event; whoever works off an `EventQueue` calls it. Rejects: try again later. */
  react(delivery: Delivery, options?: CallOptions): Promise<void>;
  /** Brings whatever got stuck or was left behind to its end: at start, and every few minutes. Harmless at any time. */
  reconcile(options?: CallOptions): Promise<Reconciled>;
  /** Looks for blobs and begun uploads that nothing refers to: at start, and once a day. Resolves to how many it removed. */
  sweep(options?: CallOptions): Promise<number>;
}

/** Gives back a feature's operations as everybody shall call them, reactions included: to measure or trace them. */
export type Observe = <Feature extends Features[keyof Features]>(name: keyof Features, operations: Feature) => Feature;

export function createTintype(ports: Ports, observe: Observe = (_, operations) => operations): Tintype {
  const features: Features = {
    accounts: observe("accounts", createAccounts(ports)),
    photos: observe("photos", createPhotos(ports)),
    shares: observe("shares", createShares(ports)),
  };
  return {
    ...features,
    settings: ports.settings,
    react: (delivery, options) => react(features, delivery, options),
    reconcile: async (options) => {
      const photos = await features.photos.reconcilePhotos(system, options);
      const usage = await features.photos.reconcileUsage(system, options);
      return { attended: photos.attended + usage.attended, troubles: [...photos.troubles, ...usage.troubles] };
    },
    sweep: async (options) => {
      const uploads = await features.photos.sweepParts(system, options);
      return uploads + (await features.photos.sweepBlobs(system, options));
    },
  };
}
