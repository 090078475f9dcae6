import type { Change } from "../ports/repository.ts";
import type { Instant } from "../shared/instant.ts";
import type { Account } from "./account.ts";
import { accountChange } from "./account-change.ts";

/** The account is being deleted, and whoever removes what belongs to it hears of it; perhaps once more. */
export const depart = (before: Account, now: Instant): Change<Account> =>
  accountChange(before, now, ["account_deleted"], { state: "deleting" });

/** What is left of an account until the sweep comes by: nothing personal is in it. */
export const departed = (before: Account, now: Instant): Change<Account> =>
  accountChange(before, now, [], {
    state: "deleted",
    email: nobody,
    displayName: undefined,
    signedOutAt: undefined,
    dataExport: undefined,
  });

/** There are no such addresses (RFC 2606 section 2). */
const nobody = "nobody@deleted.invalid";
