import type { OpenMetadata } from "./metadata.fixture.ts";
import { createMemoryMetadata } from "./metadata.memory.ts";

/**
 * Opens memory stores where everything that may lag does: lists, look-ups and the queue see nothing new until the store
 * has `settled`. What a contract expects of them too early it does not get.
 */
export const openLaggingMetadata: OpenMetadata = async (clock) => {
  const current = createMemoryMetadata({ clock, repeats: 0 });
  const late = createMemoryMetadata({ clock, repeats: 0 });
  const missing: (() => Promise<unknown>)[] = [];

  /** Does something now, and to what lags later. */
  const both =
    <Args extends unknown[], Result>(now: (...args: Args) => Promise<Result>, later: typeof now) =>
    async (...args: Args): Promise<Result> => {
      const result = await now(...args);
      missing.push(() => later(...args));
      return result;
    };

  return {
    accounts: {
      ...current.accounts,
      save: both(current.accounts.save, late.accounts.save),
      forget: both(current.accounts.forget, late.accounts.forget),
      unfinished: late.accounts.unfinished,
    },
    photos: {
      ...current.photos,
      save: both(current.photos.save, late.photos.save),
      forget: both(current.photos.forget, late.photos.forget),
      list: late.photos.list,
      months: late.photos.months,
      findBySha256: late.photos.findBySha256,
      due: late.photos.due,
      ofOwner: late.photos.ofOwner,
    },
    shares: {
      ...current.shares,
      save: both(current.shares.save, late.shares.save),
      countView: both(current.shares.countView, late.shares.countView),
      remove: both(current.shares.remove, late.shares.remove),
      list: late.shares.list,
    },
    apiKeys: {
      ...current.apiKeys,
      save: both(current.apiKeys.save, late.apiKeys.save),
      countCall: both(current.apiKeys.countCall, late.apiKeys.countCall),
      remove: both(current.apiKeys.remove, late.apiKeys.remove),
      ofOwner: late.apiKeys.ofOwner,
    },
    usage: {
      ...current.usage,
      reserve: both(current.usage.reserve, late.usage.reserve),
      settle: both(current.usage.settle, late.usage.settle),
      release: both(current.usage.release, late.usage.release),
      forget: both(current.usage.forget, late.usage.forget),
      openSince: late.usage.openSince,
    },
    queue: late.queue,
    settled: async () => {
      for (const catchUp of missing.splice(0)) await catchUp();
    },
    [Symbol.asyncDispose]: async () => {},
  };
};
