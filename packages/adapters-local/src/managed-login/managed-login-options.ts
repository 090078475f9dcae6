import type { SigningKey } from "../user-pool/signing-keys.ts";
import type { UserPool } from "../user-pool/user-pool.ts";

/** Where an app client may have people sent back to; each address is compared as a whole, character by character. */
export interface LoginClient {
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
}

export interface ManagedLoginOptions {
  readonly userPool: UserPool;
  /** The public origin, without a path. */
  readonly publicUrl: string;
  /** The app clients that may use it, by their ids. */
  readonly clients: Readonly<Record<string, LoginClient>>;
  /**
   * Makes what the stand-ins for Google and Apple sign with, at their first use; without it there are none. They believe
   * everybody: never where real people sign in.
   */
  readonly standInKey?: ((provider: string) => Promise<SigningKey>) | undefined;
  /** Told of errors that people only see as "something went wrong". */
  readonly report?: ((error: unknown) => void) | undefined;
}
