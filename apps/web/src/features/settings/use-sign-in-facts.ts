import { useQuery } from "@tanstack/react-query";
import { fetchAuthSession, fetchMFAPreference } from "aws-amplify/auth";
import type { Provider } from "../session/here-alone.ts";
import { providerOf } from "./provider-of.ts";

/** How the reader signs in. */
export interface SignInFacts {
  /** Who looks after their password; undefined where the user pool does. */
  readonly provider: Provider | undefined;
  /** A code is asked for beside the password. */
  readonly hasAuthenticator: boolean;
}

export const signInFactsKey = ["sign-in-facts"] as const;

export function useSignInFacts() {
  return useQuery({
    queryKey: signInFactsKey,
    queryFn: async (): Promise<SignInFacts> => {
      const [{ tokens }, { enabled }] = await Promise.all([fetchAuthSession(), fetchMFAPreference()]);
      return {
        provider: providerOf(tokens?.idToken?.payload ?? {}),
        hasAuthenticator: enabled?.includes("TOTP") === true,
      };
    },
  });
}
