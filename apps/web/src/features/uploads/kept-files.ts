import { createStore, del, entries, set } from "idb-keyval";

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
  all(owner: string): Promise<readonly KeptFile[]>;
  /** Resolves to whether the file itself is kept. */
  keep(kept: KeptFile): Promise<boolean>;
  forget(id: string): Promise<void>;
}

/** What all files together may take of the room that the browser gives to this page. */
const SHARE_OF_ROOM = 0.5;

export function openKeptFiles(): KeptFiles {
  const store = createStore("tintype-uploads", "files");
  const put = (kept: KeptFile): Promise<boolean> =>
    set(kept.id, kept, store).then(
      () => true,
      () => false,
    );
  return {
    all: async (owner) => {
      const found = await entries<string, KeptFile>(store).catch(() => []);
      return found.map(([, kept]) => kept).filter((kept) => kept.owner === owner);
    },
    keep: async ({ file, ...rest }) => {
      if (file && (await hasRoomFor(file.size)) && (await put({ ...rest, file }))) return true;
      await put(rest);
      return false;
    },
    forget: (id) => del(id, store).catch(() => undefined),
  };
}

async function hasRoomFor(bytes: number): Promise<boolean> {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate().catch(() => undefined)) ?? {};
  return usage + bytes < quota * SHARE_OF_ROOM;
}
