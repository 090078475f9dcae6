import type { Accounts } from "./accounts/index.ts";
import type { ApiKeys } from "./api-keys/index.ts";
import type { Credentials } from "./credentials/index.ts";
import type { Exports } from "./exports/index.ts";
import type { Photos } from "./photos/index.ts";
import type { Shares } from "./shares/index.ts";

/** Everything that can be done, by what it is done with. */
export interface Features {
  readonly accounts: Accounts;
  readonly photos: Photos;
  readonly shares: Shares;
  readonly exports: Exports;
  readonly apiKeys: ApiKeys;
  readonly credentials: Credentials;
}
