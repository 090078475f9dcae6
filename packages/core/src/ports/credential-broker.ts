import type { CallOptions } from "../shared/call-options.ts";
import type { UserId } from "../shared/ids.ts";
import type { Instant } from "../shared/instant.ts";

/** What temporary credentials are to be good for. */
export interface CredentialRequest {
  readonly owner: UserId;
  /** In `incoming`, with a slash at its end: they reach what lies below, and nothing else anywhere. */
  readonly prefix: string;
  /**
   * When the owner had signed out everywhere for the last time. Where the store is ours, whoever opens it holds that against
   * what is true by then; a store that asks nobody honours credentials until they expire.
   */
  readonly signedOutAt: Instant | undefined;
  /** In milliseconds. */
  readonly lifetime: number;
}

/** What an AWS SDK needs to sign its requests to S3 (Signature Version 4), and where it sends them. */
export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiresAt: Instant;
  /** What the area `incoming` is called there. */
  readonly bucket: string;
  readonly region: string;
  /** An origin, and a path where there is one; absent where the store is S3 itself. */
  readonly endpoint?: string | undefined;
}

/** Gives people credentials for a while, to read and write below a prefix of their own with whatever speaks S3. */
export interface CredentialBroker {
  /**
   * New credentials, other ones each time. They end when the lifetime is over, at most a second earlier and never later.
   * All three texts are printable ASCII without blanks.
   */
  issue(request: CredentialRequest, options?: CallOptions): Promise<IssuedCredentials>;
}
