import type { UploadItem } from "./upload-item.ts";

/** The files that are shown, in the order in which they were chosen. Each change makes another list. */
export interface UploadList {
  items(): readonly UploadItem[];
  find(id: string): UploadItem | undefined;
  add(items: readonly UploadItem[]): void;
  /** What is not there any more stays away. */
  change(id: string, change: Partial<UploadItem>): void;
  remove(which: (item: UploadItem) => boolean): void;
  /** Calls `listener` after each change; gives what ends that. */
  subscribe(listener: () => void): () => void;
}

export function createUploadList(): UploadList {
  const listeners = new Set<() => void>();
  let items: readonly UploadItem[] = [];
  const become = (next: readonly UploadItem[]): void => {
    items = next;
    for (const listener of listeners) listener();
  };
  return {
    items: () => items,
    find: (id) => items.find((item) => item.id === id),
    add: (more) => become([...items, ...more]),
    change: (id, change) => become(items.map((item) => (item.id === id ? { ...item, ...change } : item))),
    remove: (which) => become(items.filter((item) => !which(item))),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
