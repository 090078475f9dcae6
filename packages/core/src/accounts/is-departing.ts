import type { Ports } from "../ports/index.ts";
import type { CallOptions } from "../shared/call-options.ts";
import type { UserId } from "../shared/ids.ts";
import { isLeaving } from "./account.ts";

/** Whether somebody has deleted their account: nothing of anybody else's is ever erased, whatever an event says. */
export async function isDeparting(ports: Pick<Ports, "accounts">, id: UserId, options?: CallOptions): Promise<boolean> {
  const account = await ports.accounts.get(id, options);
  return account !== undefined && isLeaving(account);
}
