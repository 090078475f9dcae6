import type { BlobInfo, Sha256 } from "@tintype/core";
import { type FileSystem, unlessAbsent } from "../files/file-system.ts";
import { createBoundedCache } from "../signing/bounded-cache.ts";
import { etagOf } from "./file-version.ts";

/** Where the bytes of a body come from, for whoever needs them in a file and need not copy them. */
export interface BlobSource {
  readonly bytes: number;
  readonly sha256: Sha256;
  /**
   * Gives that version of the blob another name as well, which is to be read only. `false`, and there is no such name,
   * where that cannot be done: the file system has no hard links, or something else lies there by now.
   */
  linkTo(path: string): Promise<boolean>;
}

/** What is known of blobs that this process has stored lately, and of the bodies that it gave out. */
export interface BlobSources {
  stored(path: string, etag: string, sha256: Sha256): void;
  opened(body: ReadableStream<Uint8Array>, path: string, info: BlobInfo): void;
  sourceOf(body: ReadableStream<Uint8Array>): BlobSource | undefined;
}

export function createBlobSources(system: FileSystem): BlobSources {
  const hashes = createBoundedCache<Sha256>(1_000);
  const sources = new WeakMap<ReadableStream<Uint8Array>, BlobSource>();

  async function link(from: string, to: string, etag: string): Promise<boolean> {
    try {
      await system.link(from, to);
      if (etagOf(await system.stat(to)) === etag) return true;
      await unlessAbsent(system.unlink(to));
    } catch {
      // Whoever asked can read the body.
    }
    return false;
  }

  return {
    stored: (path, etag, sha256) => void hashes.add(`${path} ${etag}`, sha256),
    opened(body, path, { bytes, etag }) {
      const sha256 = hashes.get(`${path} ${etag}`);
      if (sha256 !== undefined) sources.set(body, { bytes, sha256, linkTo: (to) => link(path, to, etag) });
    },
    sourceOf: (body) => sources.get(body),
  };
}
