import type { CallOptions } from "../shared/call-options.ts";
import type { Instant } from "../shared/instant.ts";

/**
 * Signs addresses below the public origin in CloudFront's grammar: a custom policy, RSA-2048 with SHA-256
 * (docs.aws.amazon.com: "Creating a signed URL using a custom policy"). An address that is signed cannot be taken back;
 * it ends when it expires.
 */
export interface UrlSigner {
  /**
   * The query string (`Policy=…&Key-Pair-Id=…&Signature=…&Hash-Algorithm=SHA256`, without `?`) that opens `resource` until
   * `expiresAt` (whole seconds, rounded down). `resource` is a path below the origin without a leading slash
   * (`dl/o/01…/01….jpg`), or a prefix with a final `/*` (`p/01…/01…/*`) that opens everything below it; both are made
   * like keys of blobs (otherwise `invalid_blob_key`), for what CloudFront reads as a pattern would open more than it says.
   * The same input gives the same text, every time and in every process with the same key.
   */
  sign(resource: string, expiresAt: Instant, options?: CallOptions): Promise<string>;
}
