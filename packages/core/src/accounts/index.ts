import { bindPorts } from "../shared/bind-ports.ts";
import { changeAddress } from "./change-address.ts";
import { closeAccount } from "./close-account.ts";
import { deleteAccount } from "./delete-account.ts";
import { disableAccount } from "./disable-account.ts";
import { editAccount } from "./edit-account.ts";
import { enableAccount } from "./enable-account.ts";
import { forgetAccount } from "./forget-account.ts";
import { getAccount } from "./get-account.ts";
import { goOnDeleting } from "./go-on-deleting.ts";
import { identifyCaller } from "./identify-caller.ts";
import { listUnfinished } from "./list-unfinished.ts";
import { registerAccount } from "./register-account.ts";
import { sendWelcomeMail } from "./send-welcome-mail.ts";
import { signOutEverywhere } from "./sign-out-everywhere.ts";

const operations = {
  registerAccount,
  identifyCaller,
  getAccount,
  editAccount,
  changeAddress,
  disableAccount,
  enableAccount,
  signOutEverywhere,
  sendWelcomeMail,
  deleteAccount,
  goOnDeleting,
  closeAccount,
  forgetAccount,
  listUnfinished,
};

/** Everything that can be done with accounts. */
export const createAccounts = (ports: AccountPorts) => bindPorts(ports, operations);
export type Accounts = ReturnType<typeof createAccounts>;
export type AccountPorts = Parameters<typeof registerAccount>[0] &
  Parameters<typeof editAccount>[0] &
  Parameters<typeof disableAccount>[0] &
  Parameters<typeof sendWelcomeMail>[0] &
  Parameters<typeof closeAccount>[0];

export { type Account, type AccountExport, isLeaving } from "./account.ts";
export { accountChange } from "./account-change.ts";
export { AccountDisabled, AccountNotFound, SignedOut } from "./account-errors.ts";
export { AccountChanges } from "./edit-account.ts";
export { AccountView, admitToAccount } from "./get-account.ts";
export type { TokenFacts } from "./identify-caller.ts";
export { isDeparting } from "./is-departing.ts";
export { NewAccount } from "./register-account.ts";
