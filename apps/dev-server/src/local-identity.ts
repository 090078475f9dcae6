import { userPoolNames } from "@tintype/adapters-local";
import type { Identity } from "@tintype/core";
import type { TokenVerifier } from "@tintype/http";

/**
 * Who somebody of the local user pool is to the domain. The pool goes by its name: its address, which is the issuer in
 * tokens, changes with the port and with `PUBLIC_URL`, and nobody may lose their photos by that.
 */
export const localIdentity = ({ subject }: Pick<Identity, "subject">): Identity => ({
  issuer: userPoolNames.userPoolId,
  subject,
});

/** The same verifier, by whose word people have their local identity. */
export const withLocalIdentity = (verifier: TokenVerifier): TokenVerifier => ({
  verify: async (token) => {
    const verified = await verifier.verify(token);
    return { ...verified, ...localIdentity(verified) };
  },
});
