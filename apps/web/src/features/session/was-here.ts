/** What Amplify keeps of a session in a browser. */
export const keysOfSession = (kept: Pick<Storage, "key" | "length">): readonly string[] =>
  Array.from({ length: kept.length }, (_, index) => kept.key(index) ?? "").filter((key) =>
    key.startsWith("CognitoIdentityServiceProvider."),
  );

/** Whether somebody seems to be signed in: known before anything is loaded, and no proof. */
export const wasHere = (kept: Pick<Storage, "key" | "length">): boolean => keysOfSession(kept).length > 0;
