import { NewAccount } from "@tintype/core";
import type { PreSignUpTriggerEvent } from "aws-lambda";

export interface PreSignUpOptions {
  /** Makes somebody who comes through a provider whoever the pool knows by that address already; nothing where it knows nobody. */
  readonly link: (
    pool: { readonly region: string; readonly userPoolId: string },
    newcomer: { readonly username: string; readonly email: string },
  ) => Promise<void>;
}

/**
 * Lets nobody into the pool for whom there could be no account: without an address that mail can be sent to they would be
 * confirmed and could never sign in. Whoever comes through a provider for the first time needs its word that the address is theirs,
 * and is whoever has it here already: that first time Cognito ends with "Already found an entry for username …", and the next one
 * goes through. What is thrown is shown to them (docs.aws.amazon.com/cognito, "Pre sign-up Lambda trigger").
 */
export const preSignUp =
  ({ link }: PreSignUpOptions) =>
  async (event: PreSignUpTriggerEvent): Promise<PreSignUpTriggerEvent> => {
    const { email = "", email_verified: verified } = event.request.userAttributes;
    if (!NewAccount.shape.email.safeParse(email).success) throw new Error("Sign up with an e-mail address.");
    if (event.triggerSource !== "PreSignUp_ExternalProvider") return event;
    if (verified !== "true") throw new Error("The provider has not verified the e-mail address.");
    await link(event, { username: event.userName, email });
    return event;
  };
