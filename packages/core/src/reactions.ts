import { eraseBelongings } from "./departures.ts";
import type { EventOf, EventType, lanesOf } from "./events.ts";
import type { Features } from "./features.ts";
import type { Delivery } from "./ports/event-queue.ts";
import { system } from "./shared/actor.ts";
import type { CallOptions } from "./shared/call-options.ts";

interface Occasion extends CallOptions {
  readonly attempt: number;
}

type Reaction<Type extends EventType> = (features: Features, event: EventOf<Type>, occasion: Occasion) => Promise<void>;
type Reactions = {
  readonly [Type in EventType]: { readonly [Lane in (typeof lanesOf)[Type][number]]: Reaction<Type> };
};

/** What happens after what. Every reaction may come twice, late, or for something that is gone: it must not matter. */
const reactions: Reactions = {
  account_registered: {
    mail: ({ accounts }, { account }, occasion) => accounts.sendWelcomeMail(system, account, occasion),
  },
  account_deleted: {
    purge: async (features, { account }, occasion) => {
      if (!(await eraseBelongings(features, account, occasion))) {
        return features.accounts.goOnDeleting(system, account, occasion);
      }
      await features.accounts.closeAccount(system, account, occasion);
    },
  },
  account_export_wanted: {
    publish: ({ exports }, { account }, occasion) => exports.writeExport(system, account, occasion),
  },
  photo_uploaded: {
    imaging: ({ photos }, { photo }, occasion) => photos.developPhoto(system, photo, occasion),
  },
  photo_copy_wanted: {
    imaging: ({ photos }, { photo }, occasion) => photos.makeCopy(system, photo, occasion),
  },
  photo_failed: {
    purge: ({ photos }, { photo }, occasion) => photos.cleanUpPhoto(system, photo, occasion),
  },
  photo_purged: {
    purge: async ({ photos, shares }, { photo, owner }, occasion) => {
      await shares.removeSharesOfPhoto(system, { photo, owner }, occasion);
      await photos.cleanUpPhoto(system, photo, occasion);
    },
  },
};

/** Does what follows from one event on one lane. Rejects when it should be tried again. */
export async function react(features: Features, delivery: Delivery, options?: CallOptions): Promise<void> {
  const { event, lane, attempt } = delivery;
  const reaction = (reactions[event.type] as Partial<Record<typeof lane, Reaction<EventType>>>)[lane];
  await reaction?.(features, event, { attempt, signal: options?.signal });
}
