import { createStore, del, entries, set, type UseStore } from "idb-keyval";
import { tabs } from "./tabs.ts";

/** What is needed to go on with an upload after the page was loaded again. */
export interface KeptFile {
  readonly id: string;
  /** Whose upload it is: nobody else's page goes on with it. */
  readonly owner: string;
  readonly name: string;
  readonly bytes: number;
  readonly lastModified: number;
  readonly type: string;
  /** Absent where there was no room for it: it has to be chosen again. */
  readonly file?: File | undefined;
}

/** Where files lie until they have arrived. A browser that keeps nothing (a private window) is no error: nothing is kept then. */
export interface KeptFiles {
  /** Those of tabs that are gone: this one goes on with them. Uploads that nobody went on with for a week are forgotten. */
  adopt(owner: string): Promise<readonly KeptFile[]>;
  /** Resolves to whether the file itself is kept. */
  keep(kept: KeptFile): Promise<boolean>;
  forget(id: string): Promise<void>;
  forgetAll(owner: string): Promise<void>;
}

interface Entry extends KeptFile {
  readonly tab: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What all files together may take of the room that the browser gives to this page. */
const SHARE_OF_ROOM = 0.5;
const WEEK = 7 * 24 * 60 * 60 * 1_000;

export function openKeptFiles(): KeptFiles {
  const store = createStore("tintype-uploads", "files");
  const all = (): Promise<readonly Entry[]> =>
    entries<string, Entry>(store).then(
      (found) => found.map(([, entry]) => entry),
      () => [],
    );
  const put = (kept: KeptFile) => write({ ...kept, tab: tabs.own, at: Date.now() }, store);
  const forget = (id: string): Promise<void> => del(id, store).catch(() => undefined);
  // One after the other: each looks at the room that those before have left.
  let last: Promise<unknown> = Promise.resolve();
  return {
    adopt: (owner) =>
      tabs.alone("tintype-adopt", async () => {
        const alive = await tabs.alive();
        const adopted: KeptFile[] = [];
        for (const entry of await all()) {
          if (Date.now() - entry.at > WEEK) await forget(entry.id);
          else if (entry.owner === owner && (entry.tab === tabs.own || !alive.has(entry.tab))) adopted.push(entry);
        }
        for (const kept of adopted) await put(kept);
        return adopted;
      }),
    keep: ({ file, ...rest }) => {
      const kept = last.then(async () => {
        if (file && (await hasRoomFor(file.size)) && (await put({ ...rest, file }))) return true;
        await put(rest);
        return false;
      });
      last = kept;
      return kept;
    },
    forget,
    forgetAll: async (owner) => {
      for (const entry of await all()) if (entry.owner === owner) await forget(entry.id);
    },
  };
}

const write = (entry: Entry, store: UseStore): Promise<boolean> =>
  set(entry.id, entry, store).then(
    () => true,
    () => false,
  );

async function hasRoomFor(bytes: number): Promise<boolean> {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate().catch(() => undefined)) ?? {};
  return usage + bytes < quota * SHARE_OF_ROOM;
}
