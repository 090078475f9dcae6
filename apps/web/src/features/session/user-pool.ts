import { Amplify } from "aws-amplify";
import { confirmSignIn, fetchAuthSession, signIn, signOut } from "aws-amplify/auth";
import type { ClientConfig } from "../../shared/api/load-config.ts";
import type { UserPoolSession } from "./create-session.ts";
import { hereAlone } from "./here-alone.ts";
import { listenForReturn } from "./redirect.ts";
import { keysOfSession } from "./was-here.ts";

/** Amplify, told where people sign in: at Cognito, or wherever `userPoolEndpoint` says. */
export function openUserPool(config: ClientConfig): UserPoolSession {
  const { userPoolId, userPoolClientId, userPoolEndpoint } = config;
  if (userPoolId === undefined || userPoolClientId === undefined) throw new Error("This server has no user pool.");
  const oauth = hereAlone(config.oauth, location.origin);
  // Before Amplify is told anything: whoever comes back from a provider is seen to at once.
  const returned = oauth === undefined ? Promise.resolve() : listenForReturn();
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId,
        userPoolClientId,
        ...(userPoolEndpoint !== undefined && { userPoolEndpoint }),
        ...(oauth !== undefined && { loginWith: { oauth } }),
      },
    },
  });
  const forget = () => {
    for (const key of keysOfSession(localStorage)) localStorage.removeItem(key);
  };
  return {
    accessToken: async () => {
      await returned;
      return (await fetchAuthSession()).tokens?.accessToken.toString();
    },
    signIn: async (email, password) => {
      // Whoever is left from before would stand in the way.
      forget();
      const { nextStep } = await signIn({ username: email, password });
      return nextStep.signInStep;
    },
    answer: async (answer) => (await confirmSignIn({ challengeResponse: answer })).nextStep.signInStep,
    signOut: () => signOut(),
    forget,
  };
}
