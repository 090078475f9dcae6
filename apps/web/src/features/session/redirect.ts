import { signInWithRedirect } from "aws-amplify/auth";
import "aws-amplify/auth/enable-oauth-listener";
import { Hub } from "aws-amplify/utils";
import { ourPlace, signInAt } from "../../app/return-address.ts";
import type { Provider } from "./here-alone.ts";
import { forgetSession, keysOfSession } from "./was-here.ts";
import { type Came, whyNot } from "./why-not.ts";

/** What is remembered of somebody who is at a provider, in this tab. */
interface Journey {
  readonly provider: Provider;
  /** The place to go on to. */
  readonly next: string;
  /** They are there for the second time, without having been asked anything. */
  readonly again?: boolean;
}
const remembered = "tintype.journey";

/** Leaves for a provider; whoever comes back goes on at `next`. With `anew`, it asks them who they are in any case. */
export async function leaveFor(journey: Journey, anew = false): Promise<void> {
  sessionStorage.setItem(remembered, JSON.stringify(journey));
  // Whoever is left from before would stand in the way.
  if (!anew) forgetSession(localStorage);
  await signInWithRedirect({ provider: journey.provider, ...(anew && { options: { prompt: "LOGIN" } }) });
}

/**
 * Sees to whoever comes back: they go on where they wanted to, or find at `/sign-in` why not. Resolves once nobody is on
 * their way any more: whoever asks Amplify for tokens before that may wait for as long as it remembers the journey.
 */
export const listenForReturn = (): Promise<void> =>
  new Promise((resolve) => {
    if (!isUnderWay()) resolve();
    Hub.listen("auth", ({ payload }) => {
      if (payload.event === "signInWithRedirect") {
        history.replaceState(null, "", addressOf(endJourney()?.next ?? "/"));
        resolve();
      }
      if (payload.event === "signInWithRedirect_failure" && hasEnded(payload.data?.error?.message ?? "")) resolve();
    });
  });

/** Somebody was not let in: whether that is all, or they are on their way once more. */
function hasEnded(description: string): boolean {
  const journey = endJourney();
  const came = whyNot(description);
  // The attempt in which Cognito links somebody ends like this; the next one goes through.
  if (came === "linked" && journey !== undefined && journey.again !== true) {
    void leaveFor({ ...journey, again: true });
    return false;
  }
  // Somebody who only went back is where they were.
  if (location.pathname === "/sign-in") {
    history.replaceState({ came: came === "linked" ? "failed" : came }, "", addressOf(journey?.next ?? "/"));
  }
  return true;
}

/** Whether Amplify remembers that somebody has left for a provider. */
const isUnderWay = (): boolean =>
  keysOfSession(localStorage).some((key) => key.endsWith(".inflightOAuth") && localStorage.getItem(key) === "true");

/** Why somebody stands before the door who came from a provider; undefined for everybody else. */
export const cameBack = (): Came | undefined => (history.state as { readonly came?: Came } | null)?.came;

const addressOf = (next: string): string => signInAt(ourPlace(next), "");

function endJourney(): Journey | undefined {
  const kept = sessionStorage.getItem(remembered);
  sessionStorage.removeItem(remembered);
  return kept === null ? undefined : (JSON.parse(kept) as Journey);
}
