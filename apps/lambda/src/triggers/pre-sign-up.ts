import { NewAccount } from "@tintype/core";
import type { PreSignUpTriggerEvent } from "aws-lambda";

/**
 * Lets nobody into the pool for whom there could be no account: without an address that mail can be sent to they would be
 * confirmed and could never sign in. What is thrown is shown to them (docs.aws.amazon.com/cognito, "Pre sign-up Lambda trigger").
 */
export async function preSignUp(event: PreSignUpTriggerEvent): Promise<PreSignUpTriggerEvent> {
  const { email } = event.request.userAttributes;
  if (!NewAccount.shape.email.safeParse(email).success) throw new Error("Sign up with an e-mail address.");
  return event;
}
