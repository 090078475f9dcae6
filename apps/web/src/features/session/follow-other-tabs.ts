import type { Session } from "./create-session.ts";

/** All tabs have one session: whoever signs out in one of them, or signs in instead, has done so in this one too. */
export function followOtherTabs(session: Session): void {
  // Browsers tell this of what the others have changed, and of nothing else.
  addEventListener("storage", (event) => {
    const told = toldBy(event);
    if (told !== undefined) session.giveWay(told);
  });
}

/** What a change of what Amplify keeps says of whoever was here; undefined where it says nothing. */
export function toldBy({ key, newValue }: Pick<StorageEvent, "key" | "newValue">): "lost" | "other" | undefined {
  // Without a key, everything was cleared.
  if (key !== null && !/^CognitoIdentityServiceProvider\..*\.LastAuthUser$/.test(key)) return undefined;
  return newValue === null ? "lost" : "other";
}
