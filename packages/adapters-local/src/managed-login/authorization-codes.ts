import { type Clock, type Instant, minutes, plus, seconds } from "@tintype/core";
import { type RandomBytes, randomToken } from "../user-pool/random.ts";

/** What a code is exchanged for, and by whom. */
export interface Grant {
  readonly clientId: string;
  readonly redirectUri: string;
  /** BASE64URL(SHA-256(verifier)), see RFC 7636. */
  readonly codeChallenge: string;
  readonly scope: string;
  readonly nonce: string | undefined;
  readonly subject: string;
  readonly signedInAt: Instant;
}

/** A code that was shown. */
export interface ShownCode {
  readonly grant: Grant;
  /** What the code has given already, if this is not the first time. */
  readonly given: { readonly session: string | undefined } | undefined;
  readonly isExpired: boolean;
  /** Says what the code gives. */
  give(session: string): void;
}

/** Authorization codes: 256 random bits each, good once. They are in memory, as sign-ins that have begun are. */
export interface AuthorizationCodes {
  issue(grant: Grant): string;
  /** What the code is for; with that it is used. Undefined for what is no code, and for one that is long gone. */
  show(code: string): ShownCode | undefined;
}

const validity = seconds(60);
/** How long it is remembered what a code has given, so that it can be taken back. */
const memory = minutes(60);
const most = 10_000;

export function createAuthorizationCodes(clock: Clock, random: RandomBytes): AuthorizationCodes {
  interface Entry {
    readonly grant: Grant;
    readonly issuedAt: Instant;
    given?: { session: string | undefined };
  }
  const codes = new Map<string, Entry>();
  const forget = () => {
    for (const [code, { issuedAt }] of codes) {
      if (codes.size < most && clock.now() < plus(issuedAt, memory)) return;
      codes.delete(code);
    }
  };
  return {
    issue: (grant) => {
      forget();
      const code = randomToken(random);
      codes.set(code, { grant, issuedAt: clock.now() });
      return code;
    },
    show: (code) => {
      const entry = codes.get(code);
      if (entry === undefined) return;
      const before = entry.given;
      const now: { session: string | undefined } = before ?? { session: undefined };
      entry.given = now;
      return {
        grant: entry.grant,
        given: before,
        isExpired: clock.now() >= plus(entry.issuedAt, validity),
        give: (session) => {
          now.session = session;
        },
      };
    },
  };
}
