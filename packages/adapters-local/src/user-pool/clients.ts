import { CognitoError } from "./cognito-error.ts";
import { userPoolNames } from "./user-pool-names.ts";

const known: readonly string[] = Object.values(userPoolNames.clients);

/** Throws `ResourceNotFoundException` for an app client that the pool does not have. */
export function checkClient(clientId: string): void {
  if (known.includes(clientId)) return;
  throw new CognitoError("ResourceNotFoundException", `User pool client ${clientId} does not exist.`);
}

/** Whether each use of a refresh token gives another one: for all but the SDKs that know `REFRESH_TOKEN_AUTH` alone. */
export const rotates = (clientId: string): boolean => clientId !== userPoolNames.clients.legacy;
