import type { BlobArea, BlobInfo, BlobRef, BlobStore } from "./blob-store.ts";
import { readAll } from "./byte-streams.fixture.ts";

/** A store without a single blob in it. */
export interface BlobStoreFixture {
  readonly blobs: BlobStore;
}

export const incoming = (key: string): BlobRef => ({ area: "incoming", key });
export const original = (key: string): BlobRef => ({ area: "originals", key });

/** The bytes of these characters, one each. */
export const ascii = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** What lies under the key, a character per byte; `undefined` when nothing does. */
export async function textAt(blobs: BlobStore, ref: BlobRef): Promise<string | undefined> {
  const opened = await blobs.open(ref);
  return opened && String.fromCharCode(...(await readAll(opened.body)));
}

export const putText = (blobs: BlobStore, ref: BlobRef, text: string): Promise<BlobInfo> =>
  blobs.put(ref, ascii(text), { bytes: text.length });

export async function keysOf(blobs: BlobStore, area: BlobArea, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of blobs.list(area, prefix)) keys.push(key);
  return keys;
}
