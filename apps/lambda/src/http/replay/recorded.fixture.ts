import type { ReplayWorld } from "./replay-world.fixture.ts";
import { tokenOf } from "./replay-world.fixture.ts";

/** What earlier answers told: ids, tokens, grants. */
export type Memo = Record<string, string>;

export interface Asked {
  /** An access token. */
  readonly as?: string;
  readonly json?: unknown;
  readonly body?: Uint8Array | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that is replayed, and what later ones need of its answer. */
export interface Recorded {
  /** `GET /api/me`; `{photo}` and the like stand for what earlier answers told. */
  readonly line: string;
  readonly asked?: Asked | ((memo: Memo) => Asked);
  /** What to keep of the answer, by the path to it: `{ photo: "photo.id" }`. */
  readonly keeps?: Readonly<Record<string, string>>;
  /** Happens in every world before it is sent. */
  readonly before?: (world: ReplayWorld, memo: Memo) => Promise<void>;
}

export const ana = tokenOf("ana");
export const ben = tokenOf("ben");
export const cleo = tokenOf("cleo");
export const mine = { as: ana };
/** A photo that nobody has. */
export const nothing = "01JD4QZ0000000000000000001";
