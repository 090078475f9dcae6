type Keys = Pick<Storage, "key" | "length">;

/** What Amplify keeps of a session in a browser. */
export const keysOfSession = (kept: Keys): readonly string[] =>
  Array.from({ length: kept.length }, (_, index) => kept.key(index) ?? "").filter((key) =>
    key.startsWith("CognitoIdentityServiceProvider."),
  );

/** Whether somebody seems to be signed in: known before anything is loaded, and no proof. */
export const wasHere = (kept: Keys): boolean => keysOfSession(kept).length > 0;

/** Leaves no trace of a session, but what the key of ends with `but`. */
export function forgetSession(kept: Keys & Pick<Storage, "removeItem">, but?: string): void {
  for (const key of keysOfSession(kept)) if (but === undefined || !key.endsWith(but)) kept.removeItem(key);
}
