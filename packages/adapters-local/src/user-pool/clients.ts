import { CognitoError } from "./cognito-error.ts";
import { userPoolNames } from "./user-pool-names.ts";

const known: readonly string[] = Object.values(userPoolNames.clients);

/** Throws `ResourceNotFoundException` for an app client that the pool does not have. */
export function checkClient(clientId: string): void {
  if (known.includes(clientId)) return;
  throw new CognitoError("ResourceNotFoundException", `User pool client ${clientId} does not exist.`);
}
