import type { Pool } from "../user-pool/pool.ts";
import type { AuthorizationCodes } from "./authorization-codes.ts";
import type { BrowserSessions } from "./browser-sessions.ts";
import type { LoginClient } from "./managed-login-options.ts";
import type { Providers } from "./providers/providers.ts";

/** What the endpoints work with. */
export interface Login {
  readonly pool: Pool;
  readonly publicUrl: string;
  readonly clients: ReadonlyMap<string, LoginClient>;
  readonly codes: AuthorizationCodes;
  readonly browsers: BrowserSessions;
  readonly providers: Providers;
  /** Tells who runs it of what people only see as a failure. */
  report(error: unknown): void;
}
