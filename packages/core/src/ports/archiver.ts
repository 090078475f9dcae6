import type { CallOptions } from "../shared/call-options.ts";
import type { Instant } from "../shared/instant.ts";

/** One file of an archive. */
export interface ArchiveEntry {
  /** A relative path of `[a-z0-9._/-]`, without empty, `.` or `..` segments, and no other entry's. */
  readonly name: string;
  /** How many bytes it has. Fewer or more fail the archive's body. */
  readonly bytes: number;
  readonly modifiedAt: Instant;
  /** Gives the bytes. Called when the archive is read as far as that, and never before. */
  open(): Promise<ReadableStream<Uint8Array>>;
}

export interface Archive {
  /** How many bytes `body` will have. */
  readonly bytes: number;
  /** Must be read to its end or cancelled. Fails with whatever an entry fails with. */
  readonly body: ReadableStream<Uint8Array>;
}

/** Packs many files into one that everybody can open. */
export interface Archiver {
  /**
   * An archive of those entries, in that order, as they are (photos do not get smaller). It holds no more of them in
   * memory than what is on its way; one entry is open at a time. There may be 60,000 of them, of any size.
   */
  pack(entries: readonly ArchiveEntry[], options?: CallOptions): Archive;
}
