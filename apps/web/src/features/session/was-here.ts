/** Whether somebody seems to be signed in, by what Amplify keeps in a browser: known before anything is loaded, and no proof. */
export const wasHere = (kept: Pick<Storage, "key" | "length">): boolean =>
  Array.from({ length: kept.length }, (_, index) => kept.key(index)).some((key) =>
    key?.startsWith("CognitoIdentityServiceProvider."),
  );
