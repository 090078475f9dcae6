import * as z from "zod";
import { positive, text } from "./leaves.ts";

/** The two counters that every aggregate carries. */
export const Counters = {
  /** Moves with every save and is never shown: the lock. */
  saved: positive,
  /** Moves with what a client can change: the API's `revision` and `If-Match`. */
  revision: positive,
};

export interface Counted {
  readonly saved: number;
  readonly revision: number;
}

/** Makes an `Idempotency-Key` exact: saved together with what the request made, found again by `keyHash`. */
export const Receipt = z.object({
  keyHash: text,
  bodyHash: text,
  resultId: text,
  expiresAt: text,
});
export type Receipt = Readonly<z.infer<typeof Receipt>>;
