/** What went wrong, for the person at the keyboard: in their words where it is theirs to mend. */
export function inWords(error: unknown): string {
  if (!(error instanceof Error)) return `${error}`;
  const { code = "" } = error as NodeJS.ErrnoException;
  if (nothingThere.has(code)) return `Nobody answers (${error.message}). Is there such a region, and a way to it?`;
  const words = advice.get(error.name);
  return words === undefined ? error.message : `${words} (${error.message})`;
}

const nothingThere = new Set(["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT"]);

const signInAgain = "AWS does not take these credentials: sign in again, or look whether they are of this account.";

/** By the names of AWS's errors (docs.aws.amazon.com, "Common errors"). */
const advice: ReadonlyMap<string, string> = new Map([
  [
    "CredentialsProviderError",
    "There are no credentials of AWS here. Sign in (`aws sso login`, `aws configure`) and say which with AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
  ],
  ["ExpiredTokenException", signInAgain],
  ["InvalidClientTokenId", signInAgain],
  ["InvalidSignatureException", signInAgain],
  ["UnrecognizedClientException", signInAgain],
  ["AccessDeniedException", "These credentials may not do what a deployment does."],
  ["AccessDenied", "These credentials may not do what a deployment does."],
]);
