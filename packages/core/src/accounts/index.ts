import { bindPorts } from "../shared/bind-ports.ts";
import { disableAccount } from "./disable-account.ts";
import { editAccount } from "./edit-account.ts";
import { enableAccount } from "./enable-account.ts";
import { getAccount } from "./get-account.ts";
import { identifyCaller } from "./identify-caller.ts";
import { registerAccount } from "./register-account.ts";
import { sendWelcomeMail } from "./send-welcome-mail.ts";
import { signOutEverywhere } from "./sign-out-everywhere.ts";

const operations = {
  registerAccount,
  identifyCaller,
  getAccount,
  editAccount,
  disableAccount,
  enableAccount,
  signOutEverywhere,
  sendWelcomeMail,
};

/** Everything that can be done with accounts. */
export const createAccounts = (ports: AccountPorts) => bindPorts(ports, operations);
export type Accounts = ReturnType<typeof createAccounts>;
export type AccountPorts = Parameters<typeof registerAccount>[0] &
  Parameters<typeof editAccount>[0] &
  Parameters<typeof disableAccount>[0] &
  Parameters<typeof sendWelcomeMail>[0];

export { AccountNotFound } from "./account-errors.ts";
export { AccountChanges } from "./edit-account.ts";
export { AccountView } from "./get-account.ts";
export type { TokenFacts } from "./identify-caller.ts";
export { NewAccount } from "./register-account.ts";
