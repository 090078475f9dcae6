import { Amplify } from "aws-amplify";
import { confirmSignIn, fetchAuthSession, signIn, signOut } from "aws-amplify/auth";
import type { ClientConfig } from "../../shared/api/load-config.ts";
import { askPool } from "./ask-pool.ts";
import type { UserPoolSession } from "./create-session.ts";
import { hereAlone } from "./here-alone.ts";
import { listenForReturn } from "./redirect.ts";
import { forgetSession, keysOfSession } from "./was-here.ts";

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
  const forget = () => forgetSession(localStorage);
  return {
    accessToken: async () => {
      await returned;
      const token = (await fetchAuthSession()).tokens?.accessToken;
      return token && { text: token.toString(), person: token.payload.sub ?? "" };
    },
    signIn: async (email, password) => {
      // Whoever is left from before would stand in the way.
      forget();
      const { nextStep } = await signIn({ username: email, password });
      return nextStep.signInStep;
    },
    answer: async (answer) => (await confirmSignIn({ challengeResponse: answer })).nextStep.signInStep,
    signOut: async () => {
      const Token = refreshToken();
      // Amplify would wait for the pool first. Left for it is who has a session with a provider as well: there it goes to end that.
      forgetSession(localStorage, ".oauthSignIn");
      // Where the pool does not hear of it the token ends by itself.
      if (Token) askPool(config, "RevokeToken", { ClientId: userPoolClientId, Token }).catch(() => undefined);
      if (navigator.onLine) await signOut();
      else forget();
    },
    forget,
  };
}

const refreshToken = (): string | null => {
  const key = keysOfSession(localStorage).find((name) => name.endsWith(".refreshToken"));
  return key === undefined ? null : localStorage.getItem(key);
};
