import { AccountDisabled, Plan, system, type Tintype } from "@tintype/core";
import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { accountOf } from "./account-of.ts";

/**
 * Writes our own id of the user into both tokens (`tintype:user`), and their plan among the groups. Whoever has no account
 * yet (their confirmation was not heard of) gets one now; whoever is disabled gets no token.
 */
export const preToken =
  ({ accounts }: Pick<Tintype, "accounts">) =>
  async (event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> => {
    const { id, plan, state } = await accounts.registerAccount(system, accountOf(event));
    if (state === "disabled") throw new AccountDisabled();
    const { groupsToOverride: groups = [], iamRolesToOverride = [], preferredRole } = event.request.groupConfiguration;
    const added = { claimsToAddOrOverride: { "tintype:user": id } };
    const claimsAndScopeOverrideDetails = {
      idTokenGeneration: added,
      accessTokenGeneration: added,
      groupOverrideDetails: {
        groupsToOverride: [...groups.filter((group) => !isPlan(group)), plan],
        iamRolesToOverride,
        ...(preferredRole && { preferredRole }),
      },
    };
    return { ...event, response: { ...event.response, claimsAndScopeOverrideDetails } };
  };

const isPlan = (group: string): boolean => Plan.safeParse(group).success;
