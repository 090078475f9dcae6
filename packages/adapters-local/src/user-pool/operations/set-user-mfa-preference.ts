import * as z from "zod";
import { authorizedUser } from "../authorized-user.ts";
import { invalidParameter } from "../cognito-error.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";

const Preference = z.object({ Enabled: member.flag, PreferredMfa: member.flag }).nullish();
const Request = z.object({
  AccessToken: member.accessToken,
  EmailMfaSettings: Preference,
  SMSMfaSettings: Preference,
  SoftwareTokenMfaSettings: Preference,
});

/** Says whether a code of the authenticator is asked for at sign-in. There are no codes by SMS or mail. */
export async function setUserMfaPreference(pool: Pool, body: unknown): Promise<object> {
  const { AccessToken, EmailMfaSettings, SMSMfaSettings, SoftwareTokenMfaSettings } = readRequest(Request, body);
  const { subject } = await authorizedUser(pool, AccessToken);
  for (const [name, wanted] of [
    ["SMS_MFA", SMSMfaSettings],
    ["EMAIL_OTP", EmailMfaSettings],
  ] as const) {
    if (wanted?.Enabled === true || wanted?.PreferredMfa === true) {
      throw invalidParameter(`User does not have delivery config set to turn on ${name}`);
    }
  }
  if (SoftwareTokenMfaSettings === undefined || SoftwareTokenMfaSettings === null) return {};
  const known = pool.authenticators.get(subject);
  const enabled = SoftwareTokenMfaSettings.Enabled ?? known?.enabled ?? false;
  const preferred = SoftwareTokenMfaSettings.PreferredMfa ?? (enabled && known?.preferred === true);
  if (preferred && !enabled) throw invalidParameter("Preferred MFA has to be enabled");
  if (enabled && known?.nonce === undefined) {
    throw invalidParameter("User has not verified software token mfa");
  }
  pool.authenticators.prefer(subject, enabled, preferred);
  return {};
}
