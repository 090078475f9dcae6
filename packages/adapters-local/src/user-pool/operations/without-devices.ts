import * as z from "zod";
import { authorizedUser } from "../authorized-user.ts";
import { CognitoError } from "../cognito-error.ts";
import type { Pool } from "../pool.ts";
import { member, readRequest } from "../request.ts";

const Request = z.object({ AccessToken: member.accessToken });

/**
 * `ConfirmDevice`, `ForgetDevice`, `GetDevice`, `ListDevices` and `UpdateDeviceStatus`: this pool remembers no devices,
 * and says so as Cognito does.
 */
export async function withoutDevices(pool: Pool, body: unknown): Promise<never> {
  await authorizedUser(pool, readRequest(Request, body).AccessToken);
  throw new CognitoError("InvalidUserPoolConfigurationException", "Device tracking is not enabled for the user pool.");
}
