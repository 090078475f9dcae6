import { createHash } from "node:crypto";
import type { Sha256 } from "@tintype/core";
import { refused } from "./upload-refusal.ts";

/** The bytes do not have the hash that they were to have. */
export class OtherHash extends Error {}

export const wrongHash = refused(400, "BadDigest", "The bytes do not have the SHA-256 that was stated for them.");

/** Passes bytes on, and breaks off with `OtherHash` instead of ending when they have another hash. */
export function verifyingHash(expected: Sha256): TransformStream<Uint8Array, Uint8Array> {
  const hash = createHash("sha256");
  return new TransformStream({
    transform(chunk, controller) {
      hash.update(chunk);
      controller.enqueue(chunk);
    },
    flush() {
      if (hash.digest("hex") !== expected) throw new OtherHash();
    },
  });
}
