import * as z from "zod";
import type { Ports } from "../ports/index.ts";
import type { Actor } from "../shared/actor.ts";
import type { ChangeOptions } from "../shared/call-options.ts";
import { RevisionConflict } from "../shared/errors.ts";
import { parseInput } from "../shared/parse-input.ts";
import { DisplayName } from "./account.ts";
import { changeAccount } from "./change-account.ts";
import { type AccountView, admitToAccount, getAccount, viewAccount } from "./get-account.ts";

/** What shall be different: absent fields stay as they are, `null` removes a value. */
export const AccountChanges = z.strictObject({ displayName: DisplayName.nullish() });
export type AccountChanges = z.input<typeof AccountChanges>;

/** Changes the caller's own account. Throws `invalid_input`, `revision_conflict`. */
export async function editAccount(
  ports: Pick<Ports, "settings" | "clock" | "accounts" | "usage">,
  actor: Actor,
  changes: AccountChanges,
  options?: ChangeOptions,
): Promise<AccountView> {
  const { displayName } = parseInput(AccountChanges, changes);
  const { id } = await getAccount(ports, actor, options);
  const account = await changeAccount(
    ports,
    id,
    (current) => {
      const { revision } = admitToAccount(actor, "account.change", current);
      if (options?.ifRevision !== undefined && options.ifRevision !== revision) throw new RevisionConflict(revision);
      return { ...(displayName !== undefined && { displayName: displayName || undefined }), revision: revision + 1 };
    },
    options,
  );
  return viewAccount(ports, account, options);
}
