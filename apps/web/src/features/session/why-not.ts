/** Why somebody comes back from a provider without being signed in. */
export type Came = "cancelled" | "refused" | "failed";

/** By what Cognito says of it, or the server in its place; `linked` is no refusal: the same once more goes through. */
export function whyNot(description: string): Came | "linked" {
  if (/already found an entry for username/i.test(description)) return "linked";
  if (/cancel/i.test(description) || /access_denied/.test(description)) return "cancelled";
  if (/verified|disabled|PreSignUp/i.test(description)) return "refused";
  return "failed";
}
