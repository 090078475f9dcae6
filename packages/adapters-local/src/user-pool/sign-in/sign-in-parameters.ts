import { invalidParameter } from "../cognito-error.ts";

/** What a client sends along by name: `AuthParameters`, and `ChallengeResponses`. */
export type SignInParameters = Readonly<Record<string, string>>;

/** Throws `InvalidParameterException` for one that is missing, or empty. */
export function required(parameters: SignInParameters, name: string): string {
  const value = optional(parameters, name);
  if (value === undefined) throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}

export function optional(parameters: SignInParameters, name: string): string | undefined {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return value === "" ? undefined : value;
}
