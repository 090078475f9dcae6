import * as z from "zod";

/** The two counters that every aggregate carries. */
export const Counters = {
  /** Moves with every save and is never shown: the lock. */
  saved: z.int().positive(),
  /** Moves with what a client can change: the API's `revision` and `If-Match`. */
  revision: z.int().positive(),
};

export interface Counted {
  readonly saved: number;
  readonly revision: number;
}

/** Makes an `Idempotency-Key` exact: saved together with what the request made, found again by `keyHash`. */
export const Receipt = z.object({
  keyHash: z.string(),
  bodyHash: z.string(),
  resultId: z.string(),
  expiresAt: z.string(),
});
export type Receipt = Readonly<z.infer<typeof Receipt>>;
