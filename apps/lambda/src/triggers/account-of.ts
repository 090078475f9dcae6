import { DisplayName, type NewAccount } from "@tintype/core";
import { issuerOf } from "../config.ts";

/** What every trigger of a Cognito user pool is told (docs.aws.amazon.com/cognito, "User pool Lambda trigger event"). */
export interface TriggerEvent {
  readonly region: string;
  readonly userPoolId: string;
  readonly request: { readonly userAttributes: Readonly<Record<string, string>> };
}

/** The account of somebody in a pool. Which pool that is only the event can say; a name that nobody could show is left out. */
export function accountOf({ region, userPoolId, request }: TriggerEvent): NewAccount {
  const { sub = "", email = "", name } = request.userAttributes;
  return {
    identity: { issuer: issuerOf(region, userPoolId), subject: sub },
    email,
    displayName: DisplayName.safeParse(name).data,
  };
}
