import { CognitoError } from "./cognito-error.ts";

const rules: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [/.{8}/su, "Password not long enough"],
  [/[A-Z]/, "Password must have uppercase characters"],
  [/[a-z]/, "Password must have lowercase characters"],
  [/[0-9]/, "Password must have numeric characters"],
  [/[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/, "Password must have symbol characters"],
];

/** Throws `InvalidPasswordException`, naming the first rule of Cognito's default policy that `password` breaks. */
export function checkPasswordPolicy(password: string): void {
  const broken = rules.find(([pattern]) => !pattern.test(password));
  if (broken === undefined) return;
  throw new CognitoError("InvalidPasswordException", `Password did not conform with policy: ${broken[1]}`);
}
