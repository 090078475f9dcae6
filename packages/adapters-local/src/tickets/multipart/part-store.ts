import {
  BlobChanged,
  type BlobInfo,
  type BlobRef,
  type BlobStore,
  type CallOptions,
  checkBlobKey,
  checkParts,
  type Ids,
  type Instant,
  type MultipartPart,
  type MultipartRef,
  type OpenMultipart,
  type ReceivedPart,
} from "@tintype/core";
import { joinParts } from "./join-parts.ts";

export interface PartStoreOptions {
  /** Where parts lie until they are put together; nothing else does. */
  readonly parts: BlobStore;
  /** Where blobs come to lie. */
  readonly blobs: BlobStore;
  readonly ids: Ids;
}

export type PartStore = ReturnType<typeof createPartStore>;

/** Uploads in parts as blobs: `KEY/UPLOAD/00000` says that an upload is open, `KEY/UPLOAD/00007` is its seventh part. */
export function createPartStore({ parts, blobs, ids }: PartStoreOptions) {
  const find = async (upload: MultipartRef, options?: CallOptions): Promise<readonly ReceivedPart[] | undefined> => {
    checkBlobKey(place(upload.key));
    if (!/^[0-9a-z]{26}$/.test(upload.uploadId)) return undefined;
    const found: ReceivedPart[] = [];
    for await (const { key, etag, bytes } of parts.list("incoming", folderOf(upload), options)) {
      found.push({ number: Number(key.slice(-5)), etag, bytes });
    }
    return found[0]?.number === 0 ? found.slice(1) : undefined;
  };

  /** The sign that it is open goes first: what comes after it joins nothing. */
  const drop = async (upload: MultipartRef, options?: CallOptions): Promise<void> => {
    for await (const part of parts.list("incoming", folderOf(upload), options)) await parts.remove(part, options);
  };

  return {
    find,

    async begin(key: string, options?: CallOptions): Promise<string> {
      checkBlobKey(place(key));
      const upload = { key, uploadId: ids.next().toLowerCase() };
      await parts.put(partOf(upload, 0), new Uint8Array(), { bytes: 0, signal: options?.signal });
      return upload.uploadId;
    },

    /** Stores one part; `undefined` when the upload is over by then. */
    async receive(
      upload: MultipartRef,
      number: number,
      body: ReadableStream<Uint8Array>,
      bytes: number,
    ): Promise<BlobInfo | undefined> {
      const isOpen = async () => (await parts.head(partOf(upload, 0))) !== undefined;
      if (!(await isOpen())) {
        await body.cancel();
        return undefined;
      }
      const part = await parts.put(partOf(upload, number), body, { bytes });
      if (await isOpen()) return part;
      await parts.remove(part);
      return undefined;
    },

    /** Puts the blob together; `undefined` when the upload is over by then. */
    async complete(
      upload: MultipartRef,
      named: readonly MultipartPart[],
      options?: CallOptions,
    ): Promise<BlobInfo | undefined> {
      for (;;) {
        const received = await find(upload, options);
        if (received === undefined) return undefined;
        checkParts(named, received);
        try {
          const bytes = sizeOf(named, received);
          const whole = joinParts(parts, versionsOf(upload, named));
          const blob = await blobs.put(place(upload.key), whole, { bytes, signal: options?.signal });
          await drop(upload, options);
          return blob;
        } catch (error) {
          // Somebody else has completed or aborted it, or sent a part again: look once more.
          if (!(error instanceof BlobChanged)) throw error;
        }
      }
    },

    /** The bytes of these parts, one after the other; `blob_changed` when one is no longer what it was. */
    read: (upload: MultipartRef, named: readonly MultipartPart[]): ReadableStream<Uint8Array> =>
      joinParts(parts, versionsOf(upload, named)),

    async abort(upload: MultipartRef, options?: CallOptions): Promise<boolean> {
      const wasOpen = (await find(upload, options)) !== undefined;
      if (/^[0-9a-z]{26}$/.test(upload.uploadId)) await drop(upload, options);
      return wasOpen;
    },

    /** Those whose sign is gone too, and of which a part is left. */
    async *list(prefix: string, options?: CallOptions): AsyncGenerator<OpenMultipart> {
      let last = "";
      for await (const { key: path, modifiedAt } of parts.list("incoming", prefix, options)) {
        const upload = uploadAt(path, modifiedAt);
        if (upload === undefined || upload.uploadId === last || !upload.key.startsWith(prefix)) continue;
        last = upload.uploadId;
        yield upload;
      }
    },
  };
}

const versionsOf = (upload: MultipartRef, named: readonly MultipartPart[]) =>
  named.map(({ number, etag }) => ({ ref: partOf(upload, number), etag }));

function sizeOf(named: readonly MultipartPart[], received: readonly ReceivedPart[]): number {
  const bytes = new Map(received.map((part) => [part.number, part.bytes]));
  return named.reduce((sum, { number }) => sum + (bytes.get(number) ?? 0), 0);
}

const place = (key: string): BlobRef => ({ area: "incoming", key });
const folderOf = ({ key, uploadId }: MultipartRef): string => `${key}/${uploadId}/`;
const partOf = (upload: MultipartRef, number: number): BlobRef =>
  place(`${folderOf(upload)}${number.toString().padStart(5, "0")}`);

function uploadAt(path: string, startedAt: Instant): OpenMultipart | undefined {
  const [, key, uploadId] = /^(.+)\/([0-9a-z]{26})\/\d{5}$/s.exec(path) ?? [];
  return key === undefined || uploadId === undefined ? undefined : { key, uploadId, startedAt };
}
