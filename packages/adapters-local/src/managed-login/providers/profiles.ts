/** What differs between the providers that are stood in for. */
export interface StandInProfile {
  /** As Cognito calls the provider. */
  readonly name: "Google" | "SignInWithApple";
  readonly label: string;
  readonly path: string;
  readonly scope: string;
  /** How the provider sends its answer (OAuth 2.0 Form Post Response Mode is Apple's). */
  readonly responseMode: "query" | "form_post";
  /** What the provider calls somebody for good, in its own form, from 256 bits. */
  subjectOf(digest: Buffer): string;
}

export const google: StandInProfile = {
  name: "Google",
  label: "Google",
  path: "/stand-ins/google",
  scope: "openid email profile",
  responseMode: "query",
  // Twenty-one digits.
  subjectOf: (digest) => `1${(digest.readBigUInt64BE() % 10n ** 18n).toString().padStart(20, "0")}`,
};

export const apple: StandInProfile = {
  name: "SignInWithApple",
  label: "Apple",
  path: "/stand-ins/apple",
  scope: "openid email name",
  responseMode: "form_post",
  subjectOf: (digest) => `001000.${digest.toString("hex", 0, 16)}.1000`,
};
