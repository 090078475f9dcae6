import { type Clock, type Instant, minutes, plus } from "@tintype/core";
import type { Pool } from "../user-pool/pool.ts";
import { randomToken } from "../user-pool/random.ts";
import { createCookie } from "./cookie.ts";

/** Somebody who is signed in here with a browser, and need not show anything again for the next client. */
export interface BrowserSession {
  readonly subject: string;
  readonly signedInAt: Instant;
  /** By whose word; `COGNITO` is the pool itself. */
  readonly provider: string;
}

/** The browsers that somebody is signed in with, each known by a cookie of 256 random bits; in memory. */
export interface BrowserSessions {
  /** Begins a session in place of the one before, and gives the cookie to set. */
  begin(session: BrowserSession, request: Request): string;
  /** Whose browser that is, if they still may be signed in. */
  of(request: Request): BrowserSession | undefined;
  /** Ends the session, and gives the cookie to set. */
  end(request: Request): string;
}

/** As Cognito's cookie (docs.aws.amazon.com/cognito, "Managed login session cookie"). */
const validity = minutes(60);
const most = 10_000;

export function createBrowserSessions(pool: Pool, publicUrl: string): BrowserSessions {
  const { clock, random, users } = pool;
  const cookie = createCookie("tintype-login", publicUrl);
  const sessions = new Map<string, BrowserSession>();
  const forget = () => {
    for (const [id, session] of sessions) {
      if (sessions.size < most && !isOver(clock, session)) return;
      sessions.delete(id);
    }
  };
  return {
    begin: (session, request) => {
      forget();
      sessions.delete(cookie.read(request) ?? "");
      const id = randomToken(random);
      sessions.set(id, session);
      return cookie.write(id, validity);
    },
    of: (request) => {
      const session = sessions.get(cookie.read(request) ?? "");
      if (session === undefined || isOver(clock, session)) return;
      const user = users.get(session.subject);
      const hasLeft = user?.signedOutAt !== undefined && user.signedOutAt >= session.signedInAt;
      return user?.enabled === true && !hasLeft ? session : undefined;
    },
    end: (request) => {
      sessions.delete(cookie.read(request) ?? "");
      return cookie.write("", 0);
    },
  };
}

const isOver = (clock: Clock, { signedInAt }: BrowserSession) => clock.now() >= plus(signedInAt, validity);
