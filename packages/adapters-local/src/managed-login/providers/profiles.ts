import type { StandInProfile } from "./stand-in.ts";

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
