import type { Caller } from "../../address-limits.ts";
import { invalidParameter, notAuthorized } from "../../cognito-error.ts";
import type { Pool } from "../../pool.ts";
import { signInName } from "../../user.ts";
import type { SignInAnswer } from "../complete-sign-in.ts";
import { required, type SignInParameters } from "../sign-in-parameters.ts";

/** The answer to a challenge, as a client sends it. */
export interface GivenAnswer {
  readonly pool: Pool;
  readonly caller: Caller;
  readonly clientId: string;
  readonly responses: SignInParameters;
  readonly session: string | undefined;
}

/** What makes of an answer the next step of the sign-in. */
export type Answer = (given: GivenAnswer) => Promise<SignInAnswer>;

/** Throws `InvalidParameterException` where no session was given. */
export function requiredSession({ session }: GivenAnswer): string {
  if (session === undefined) throw invalidParameter("Missing required parameter Session");
  return session;
}

/** Throws `NotAuthorizedException` unless the answer is of the one who was asked. */
export function checkUsername({ pool, responses }: GivenAnswer, asked: string): void {
  const username = required(responses, "USERNAME");
  const subjectOf = (name: string) => pool.users.find(name)?.subject ?? signInName(name);
  if (subjectOf(username) !== subjectOf(asked)) throw notAuthorized("Invalid session for the user.");
}
