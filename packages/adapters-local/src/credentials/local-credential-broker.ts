import {
  type Clock,
  type CredentialBroker,
  type CredentialFacts,
  type CredentialRequest,
  type Ids,
  type IssuedCredentials,
  plus,
  type Secrets,
} from "@tintype/core";
import { readSessionToken, writeSessionToken } from "./session-token.ts";

export interface LocalCredentialBrokerOptions {
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Where a store stands that takes these credentials: what an SDK calls its endpoint. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
}

/** What credentials of ours are good for. */
export interface KnownCredentials extends CredentialFacts, Pick<CredentialRequest, "prefix"> {
  /** What the request must have been signed with. */
  readonly secretAccessKey: string;
}

export interface LocalCredentialBroker extends CredentialBroker {
  /**
   * The credentials that these two belong to, also where they have expired; `undefined` for any pair that was not given out.
   * Whoever serves the store verifies the signature, and then asks `openCredentials` of the domain.
   */
  lookUp(accessKeyId: string, sessionToken: string): Promise<KnownCredentials | undefined>;
}

/**
 * Credentials of which nothing is kept: the session token says whose they are and until when, with a digest that proves it,
 * and the secret key is a digest of the token under another key.
 */
export function createLocalCredentialBroker(options: LocalCredentialBrokerOptions): LocalCredentialBroker {
  const { secrets, clock, ids, endpoint, bucket, region } = options;
  const secretOf = (sessionToken: string) => secrets.mac("session-secret", sessionToken);
  return {
    async issue({ owner, prefix, signedOutAt, lifetime }, options): Promise<IssuedCredentials> {
      options?.signal?.throwIfAborted();
      // As long as AWS's own, which say by their beginning that they are temporary; an id ends with 80 random bits.
      const accessKeyId = `ASIA${ids.next().slice(-16)}`;
      const expiresAt = plus(clock.now(), lifetime);
      const said = writeSessionToken({ accessKeyId, owner, prefix, signedOutAt, expiresAt });
      const sessionToken = `${said}.${await secrets.mac("session-token", said)}`;
      return {
        accessKeyId,
        secretAccessKey: await secretOf(sessionToken),
        sessionToken,
        expiresAt,
        bucket,
        region,
        endpoint,
      };
    },

    async lookUp(accessKeyId, sessionToken) {
      const [, said, mac] = pattern.exec(sessionToken) ?? [];
      if (said === undefined || mac === undefined) return undefined;
      if (!(await secrets.verify("session-token", said, mac))) return undefined;
      const { accessKeyId: own, ...facts } = readSessionToken(said);
      return own === accessKeyId ? { ...facts, secretAccessKey: await secretOf(sessionToken) } : undefined;
    },
  };
}

const pattern = /^([A-Za-z0-9_-]{1,1024})\.([A-Za-z0-9_-]{43})$/;
