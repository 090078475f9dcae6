import { system, type Tintype } from "@tintype/core";
import type { PostConfirmationTriggerEvent } from "aws-lambda";
import { accountOf } from "./account-of.ts";

/**
 * Gives somebody who was confirmed an account; the welcome mail follows by itself. Cognito waits for five seconds and asks
 * three times: asking again, also after a forgotten password, changes nothing.
 */
export const postConfirmation =
  ({ accounts }: Pick<Tintype, "accounts">) =>
  async (event: PostConfirmationTriggerEvent): Promise<PostConfirmationTriggerEvent> => {
    await accounts.registerAccount(system, accountOf(event));
    return event;
  };
