import type { Session } from "./session.ts";

/** What must be true of a photo, as far as its owner was told. Where an answer never came, more than one thing may be. */
export interface Entry {
  readonly session: Session;
  readonly id: string;
  readonly sha256: string;
  /** The server said that it has the bytes. */
  acknowledged: boolean;
  /** Somebody has seen it developed. */
  ready: boolean;
  titles: ReadonlySet<string | undefined>;
  places: ReadonlySet<"library" | "trash" | "nowhere">;
  readonly links: { readonly id: string; readonly url: string; ways: ReadonlySet<"open" | "revoked"> }[];
}

/** Everything that clients sent and were told. */
export interface Ledger {
  readonly entries: Entry[];
  /** Hashes of bytes that were sent in requests whose answer never came. */
  readonly inDoubt: Set<string>;
  /** How many requests are on their way with the bytes of a photo. */
  sending: number;
  /** Answers that nothing explains. */
  readonly surprises: string[];
  /** How many requests were answered, by what they did. */
  readonly counts: Map<string, number>;
}

export const createLedger = (): Ledger => ({
  entries: [],
  inDoubt: new Set(),
  sending: 0,
  surprises: [],
  counts: new Map(),
});

export function count({ counts }: Ledger, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}
