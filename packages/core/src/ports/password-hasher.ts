import type { CallOptions } from "../shared/call-options.ts";

/** Slow hashes for passwords. */
export interface PasswordHasher {
  /** A hash with its own random salt and parameters in the text, so that parameters can change later. */
  hash(password: string, options?: CallOptions): Promise<string>;
  /**
   * Whether `password` made `hash`. Without a `hash` it does the same work and answers false, so that time does not tell
   * whether there was one. Throws `too_many_password_checks` rather than queueing without bound.
   */
  verify(password: string, hash: string | undefined, options?: CallOptions): Promise<boolean>;
}
