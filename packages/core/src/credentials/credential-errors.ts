import { TintypeError } from "../shared/errors.ts";

/** The credentials have had their time. */
export class CredentialsExpired extends TintypeError {
  readonly code = "credentials_expired";
  constructor(options?: ErrorOptions) {
    super("These credentials have expired: ask for new ones.", options);
  }
}
