import { userPoolNames } from "@tintype/adapters-local";
import type { Identity } from "@tintype/core";

/**
 * Who somebody of the local user pool is to the domain. The pool goes by its name: its address, which is the issuer in
 * tokens, changes with the port and with `PUBLIC_URL`, and nobody may lose their photos by that.
 */
export const localIdentity = ({ subject }: Pick<Identity, "subject">): Identity => ({
  issuer: userPoolNames.userPoolId,
  subject,
});
