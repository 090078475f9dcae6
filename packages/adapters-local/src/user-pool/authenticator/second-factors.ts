import type { Pool } from "../pool.ts";

/** As Cognito tells of a user's second factors; absent where there are none. */
export interface SecondFactors {
  readonly PreferredMfaSetting?: "SOFTWARE_TOKEN_MFA";
  readonly UserMFASettingList?: readonly ["SOFTWARE_TOKEN_MFA"];
}

export function secondFactorsOf(pool: Pool, subject: string): SecondFactors {
  const authenticator = pool.authenticators.get(subject);
  if (authenticator?.enabled !== true) return {};
  return {
    ...(authenticator.preferred && { PreferredMfaSetting: "SOFTWARE_TOKEN_MFA" as const }),
    UserMFASettingList: ["SOFTWARE_TOKEN_MFA"],
  };
}
