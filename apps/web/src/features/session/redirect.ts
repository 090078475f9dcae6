import { signInWithRedirect } from "aws-amplify/auth";
import "aws-amplify/auth/enable-oauth-listener";
import { Hub } from "aws-amplify/utils";
import { signInAt } from "../../app/return-address.ts";
import type { Provider } from "./here-alone.ts";
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
  await signInWithRedirect({ provider: journey.provider, ...(anew && { options: { prompt: "LOGIN" } }) });
}

/** Sees to whoever comes back: they go on where they wanted to, or find at `/sign-in` why not. */
export function listenForReturn(): void {
  Hub.listen("auth", ({ payload }) => {
    if (payload.event === "signInWithRedirect") {
      const { next } = endJourney() ?? { next: "/" };
      history.replaceState(null, "", addressOf(next));
    }
    if (payload.event === "signInWithRedirect_failure") {
      const said = payload.data?.error?.message ?? "";
      const journey = endJourney();
      const came = whyNot(said);
      // The attempt in which Cognito links somebody ends like this; the next one goes through.
      if (came === "linked" && journey !== undefined && journey.again !== true) {
        void leaveFor({ ...journey, again: true });
        return;
      }
      // Somebody who only went back is where they were.
      if (location.pathname !== "/sign-in") return;
      history.replaceState({ came: came === "linked" ? "failed" : came }, "", addressOf(journey?.next ?? "/"));
    }
  });
}

/** Why somebody stands before the door who came from a provider; undefined for everybody else. */
export const cameBack = (): Came | undefined => (history.state as { readonly came?: Came } | null)?.came;

const addressOf = (next: string): string => {
  const { pathname, search } = new URL(next, location.origin);
  return signInAt(pathname, search.slice(1));
};

function endJourney(): Journey | undefined {
  const kept = sessionStorage.getItem(remembered);
  sessionStorage.removeItem(remembered);
  return kept === null ? undefined : (JSON.parse(kept) as Journey);
}
