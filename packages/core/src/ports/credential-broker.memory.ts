import { plus } from "../shared/instant.ts";
import type { Clock } from "./clock.ts";
import type { CredentialBroker, CredentialRequest, IssuedCredentials } from "./credential-broker.ts";

export interface MemoryCredentialBroker extends CredentialBroker {
  /** What these are good for, and until when; `undefined` for a pair that was not given out. */
  lookUp(
    accessKeyId: string,
    sessionToken: string,
  ): (CredentialRequest & Pick<IssuedCredentials, "secretAccessKey" | "expiresAt">) | undefined;
}

/** Credentials that count up, the same in every run; there is no store that they would open. */
export function createMemoryCredentialBroker({ clock }: { readonly clock: Clock }): MemoryCredentialBroker {
  const given = new Map<string, CredentialRequest & IssuedCredentials>();
  return {
    async issue(request, options) {
      options?.signal?.throwIfAborted();
      const number = String(given.size + 1).padStart(16, "0");
      const issued: IssuedCredentials = {
        accessKeyId: `ASIA${number}`,
        secretAccessKey: `secret-of-${number}`.padEnd(40, "-"),
        sessionToken: `token-of-${number}`,
        expiresAt: plus(clock.now(), request.lifetime),
        bucket: "incoming",
        region: "local",
        endpoint: "https://storage.example",
      };
      given.set(issued.accessKeyId, { ...request, ...issued });
      return issued;
    },
    lookUp(accessKeyId, sessionToken) {
      const known = given.get(accessKeyId);
      return known?.sessionToken === sessionToken ? known : undefined;
    },
  };
}
